package dev.gatehouse.entitlement.importing;

import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a connector. Secrets are named by the file that holds them, never given. */
final class ConnectorFields {
  private static final List<String> KINDS = List.of("ldap", "instant");
  private static final Pattern SECRET =
      Pattern.compile(".*(password|secret|token|credential).*", Pattern.CASE_INSENSITIVE);

  private ConnectorFields() {}

  static ObjectNode of(Draft draft) {
    ObjectNode line = draft.line();
    String kind = line.path("kind").asString("");
    if (!KINDS.contains(kind)) {
      throw refused(
          "Expected kind to be one of "
              + String.join(", ", KINDS)
              + ", but it was \""
              + kind
              + "\".");
    }
    JsonNode given = line.path("config");
    ObjectNode config = given instanceof ObjectNode object ? object.deepCopy() : Json.object();
    config.forEachEntry(ConnectorFields::check);
    if (kind.equals("ldap") && config.path("url").asString("").isBlank()) {
      throw refused("Expected config.url to be set, but it was not.");
    }
    ObjectNode fields = Json.object();
    fields.put("displayName", line.path("displayName").asString(draft.reference()));
    fields.put("appId", draft.appId());
    fields.put(Hidden.CONNECTOR_KIND, kind);
    fields.set(Hidden.CONNECTOR_CONFIG, config);
    return fields;
  }

  private static void check(String name, JsonNode value) {
    if (!value.isValueNode()) {
      throw refused("Expected config." + name + " to be a text or a number, but it was neither.");
    }
    if (SECRET.matcher(name).matches() && !name.endsWith("File")) {
      throw refused(
          "Expected config to name the file of a secret, such as passwordFile, but config."
              + name
              + " holds one.");
    }
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
