package dev.gatehouse.model.form;

import dev.gatehouse.core.form.Field;
import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.form.Form.Group;
import dev.gatehouse.core.form.Form.Relationship;
import dev.gatehouse.core.form.Form.Relationship.Kind;
import dev.gatehouse.core.form.FormFlaws;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A form ({@code c1.api.form.v1.Form}), both ways. */
public final class FormJson {
  private static final Map<Kind, String> KINDS = new EnumMap<>(Kind.class);

  static {
    KINDS.put(Kind.REQUIRED_TOGETHER, "requiredTogether");
    KINDS.put(Kind.AT_LEAST_ONE, "atLeastOne");
    KINDS.put(Kind.MUTUALLY_EXCLUSIVE, "mutuallyExclusive");
    KINDS.put(Kind.DEPENDENT_ON, "dependentOn");
  }

  private FormJson() {}

  /**
   * Reads a form that can be filled in.
   *
   * @throws ApiException if it cannot; it names all that is wrong with it
   */
  public static Form read(JsonNode form, String path) {
    Form read =
        new Form(
            form.path("id").asString(""),
            form.path("displayName").asString(""),
            form.path("description").asString(""),
            fields(form.path("fields"), path + ".fields"),
            relationships(form.path("fieldRelationships"), path + ".fieldRelationships"),
            form.path("fieldGroups").valueStream().map(FormJson::group).toList());
    List<String> flaws = FormFlaws.of(read);
    if (!flaws.isEmpty()) {
      throw refused(path + ": " + String.join(" ", flaws));
    }
    return read;
  }

  private static List<Field> fields(JsonNode list, String path) {
    List<Field> fields = new ArrayList<>();
    for (JsonNode field : list) {
      fields.add(FieldJson.read(field, "%s[%d]".formatted(path, fields.size())));
    }
    return fields;
  }

  private static List<Relationship> relationships(JsonNode list, String path) {
    List<Relationship> relationships = new ArrayList<>();
    for (JsonNode relationship : list) {
      relationships.add(relationship(relationship, "%s[%d]".formatted(path, relationships.size())));
    }
    return relationships;
  }

  private static Relationship relationship(JsonNode relationship, String path) {
    for (Map.Entry<Kind, String> kind : KINDS.entrySet()) {
      if (relationship.hasNonNull(kind.getValue())) {
        JsonNode body = relationship.path(kind.getValue());
        return new Relationship(
            kind.getKey(),
            Json.texts(relationship.path("fieldNames")),
            Json.texts(body.path("dependencyFieldNames")));
      }
    }
    throw refused(
        "Expected %s to be one of %s, but it was none of them."
            .formatted(path, String.join(", ", KINDS.values())));
  }

  private static Group group(JsonNode group) {
    return new Group(
        group.path("name").asString(""),
        group.path("displayName").asString(""),
        group.path("helpText").asString(""),
        group.path("default").asBoolean(false),
        Json.texts(group.path("fields")));
  }

  /** The form in the form of the API. */
  public static ObjectNode write(Form form) {
    ObjectNode json =
        Json.object()
            .put("id", form.id())
            .put("displayName", form.displayName())
            .put("description", form.description());
    ArrayNode fields = json.putArray("fields");
    form.fields().forEach(field -> fields.add(FieldJson.write(field)));
    ArrayNode relationships = json.putArray("fieldRelationships");
    form.relationships().forEach(each -> relationships.add(write(each)));
    ArrayNode groups = json.putArray("fieldGroups");
    form.groups().forEach(group -> groups.add(write(group)));
    return json;
  }

  private static ObjectNode write(Relationship relationship) {
    ObjectNode json = Json.object();
    json.set("fieldNames", Json.texts(relationship.fields()));
    ObjectNode body = json.putObject(KINDS.get(relationship.kind()));
    if (relationship.kind() == Kind.DEPENDENT_ON) {
      body.set("dependencyFieldNames", Json.texts(relationship.dependsOn()));
    }
    return json;
  }

  private static ObjectNode write(Group group) {
    ObjectNode json =
        Json.object()
            .put("name", group.name())
            .put("displayName", group.displayName())
            .put("helpText", group.helpText())
            .put("default", group.shownFirst());
    json.set("fields", Json.texts(group.fields()));
    return json;
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
