package dev.gatehouse.servers;

import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP status and a JSON body. */
record RegistryAnswer(int status, String json) {
  private static final JsonMapper MAPPER = new JsonMapper();

  static RegistryAnswer ok(Object body) {
    return new RegistryAnswer(200, MAPPER.writeValueAsString(body));
  }

  /**
   * A refusal.
   *
   * @param code Confluent's, whose first three digits are the status
   */
  static RegistryAnswer error(int code, String message) {
    int status = code > 999 ? code / 100 : code;
    return new RegistryAnswer(
        status, MAPPER.writeValueAsString(Map.of("error_code", code, "message", message)));
  }
}
