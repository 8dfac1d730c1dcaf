#!/usr/bin/env python3
"""Makes the schemas that kubeconform checks deploy/base with, from the API descriptions in Kubernetes' own sources.

    go mod download -json k8s.io/kubernetes@v1.34.3        # says "Dir"
    deploy/schemas/generate.py DIR/api/openapi-spec/v3
"""
import json
import pathlib
import sys

KINDS = {
    "api__v1_openapi.json": {"Namespace": "v1", "ConfigMap": "v1", "Service": "v1"},
    "apis__apps__v1_openapi.json": {"Deployment": "apps", "StatefulSet": "apps"},
}


def references(node):
    """The names of all schemas that this one refers to."""
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"].rsplit("/", 1)[1]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def strict(node):
    """Without prose, and closed to members that it does not name."""
    if isinstance(node, list):
        return [strict(value) for value in node]
    if not isinstance(node, dict):
        return node
    result = {
        key: {name: strict(value) for name, value in member.items()} if key == "properties" else strict(member)
        for key, member in node.items()
        if key != "description" or not isinstance(member, str)
    }
    if "properties" in node and "additionalProperties" not in node and not node.get("x-kubernetes-preserve-unknown-fields"):
        result["additionalProperties"] = False
    return result


def main(source):
    here = pathlib.Path(__file__).parent
    for file, kinds in KINDS.items():
        schemas = json.loads((source / file).read_text())["components"]["schemas"]
        for kind, group in kinds.items():
            root = next(
                name for name, schema in schemas.items()
                if any(each["kind"] == kind for each in schema.get("x-kubernetes-group-version-kind", []))
            )
            reached, left = set(), [root]
            while left:
                name = left.pop()
                if name not in reached:
                    reached.add(name)
                    left.extend(references(schemas[name]))
            target = here / group / f"{kind.lower()}_v1.json"
            target.parent.mkdir(exist_ok=True)
            target.write_text(json.dumps({
                "$ref": f"#/components/schemas/{root}",
                "components": {"schemas": {name: strict(schemas[name]) for name in sorted(reached)}},
            }, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
