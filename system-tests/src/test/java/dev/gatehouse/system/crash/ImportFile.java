package dev.gatehouse.system.crash;

import dev.gatehouse.model.Json;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A company as it is brought in; JSON is YAML. */
final class ImportFile {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private ImportFile() {}

  static ObjectNode user(ArrayNode users, String name) {
    return users
        .addObject()
        .put("id", name)
        .put("email", name + "@example.com")
        .put("displayName", name);
  }

  /** A policy; answers its steps, of which there are none yet. */
  static ArrayNode steps(ArrayNode policies, String id, String type) {
    ObjectNode policy = policies.addObject().put("id", id).put("displayName", id);
    policy.put("policyType", "POLICY_TYPE_" + type.toUpperCase(Locale.ROOT));
    return policy.putObject("policySteps").putObject(type).putArray("steps");
  }

  /** A file of this source. */
  static ObjectNode of(String source) {
    return Json.object().put("source", source);
  }

  /**
   * Brings it in.
   *
   * @param token of whoever may import before there is anybody
   * @return what everything is called by the services, by what it is called in the file
   */
  static Map<String, String> bringIn(ObjectNode file, Desk desk, String token) {
    Desk.Answer answer =
        desk.post(
            "/gatehouse/v1/import", token, "application/yaml", file.toString(), "import", LIMIT);
    if (!answer.ok() || !answer.json().path("refused").isEmpty()) {
      throw new ServerException(
          "Expected the company to be imported, but the answer was %d: %.500s"
              .formatted(answer.status(), answer.text()));
    }
    Map<String, String> ids = new HashMap<>();
    answer
        .json()
        .path("ids")
        .properties()
        .forEach(e -> ids.put(e.getKey(), e.getValue().asString()));
    return ids;
  }
}
