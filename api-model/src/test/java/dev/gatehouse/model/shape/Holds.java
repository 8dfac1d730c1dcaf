package dev.gatehouse.model.shape;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Holds an answer against the API description, on its own reading of it: every field is there, of
 * its type, and none besides.
 */
final class Holds {
  private final JsonNode schemas;
  private final List<String> problems = new ArrayList<>();

  private Holds(JsonNode schemas) {
    this.schemas = schemas;
  }

  static List<String> problems(JsonNode description, String message, JsonNode answer) {
    Holds holds = new Holds(description.path("components").path("schemas"));
    holds.check(holds.schemas.path(message), answer, "$");
    return holds.problems;
  }

  private void check(JsonNode schema, JsonNode value, String at) {
    if (schema.has("$ref")) {
      String ref = schema.path("$ref").asString();
      check(schemas.path(ref.substring(ref.lastIndexOf('/') + 1)), value, at);
      return;
    }
    if (schema.has("oneOf")) {
      if (!value.isNull()) {
        check(schema.path("oneOf").get(0), value, at);
      }
      return;
    }
    List<String> kinds =
        schema.path("type").isArray()
            ? schema.path("type").valueStream().map(JsonNode::asString).toList()
            : List.of(schema.path("type").asString());
    if (!kinds.contains(kind(value)) && !(kinds.contains("number") && value.isNumber())) {
      problems.add(at + ": " + kind(value) + " instead of " + kinds);
      return;
    }
    if (schema.has("enum")
        && schema.path("enum").valueStream().noneMatch(each -> each.equals(value))
        && !value.isNull()) {
      problems.add(at + ": " + value + " is not in the enum");
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      check(schema.path("items"), value.get(i), at + "[" + i + "]");
    }
    if (value.isObject()) {
      checkObject(schema, value, at);
    }
  }

  private void checkObject(JsonNode schema, JsonNode value, String at) {
    JsonNode more = schema.path("additionalProperties");
    JsonNode known = schema.path("properties");
    value.forEachEntry(
        (name, each) -> {
          if (known.has(name)) {
            check(known.get(name), each, at + "." + name);
          } else if (more.isObject()) {
            check(more, each, at + "." + name);
          } else if (!more.asBoolean(false)) {
            problems.add(at + "." + name + ": unknown");
          }
        });
    if (more.isMissingNode()) {
      known.propertyNames().stream()
          .filter(name -> !value.has(name))
          .forEach(name -> problems.add(at + "." + name + ": left out"));
    }
    schema
        .path("x-oneof")
        .forEach(
            group -> {
              if (group
                      .valueStream()
                      .filter(member -> !value.path(member.asString()).isNull())
                      .count()
                  > 1) {
                problems.add(at + ": more than one of " + group);
              }
            });
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "array";
      case OBJECT -> "object";
      case NULL -> "null";
      case BOOLEAN -> "boolean";
      case STRING -> "string";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BINARY, MISSING, POJO -> "nothing";
    };
  }
}
