package dev.gatehouse.model.error;

import dev.gatehouse.model.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One refusal as a value: a code, one sentence for people, and details for machines. Each detail is
 * an object with an {@code @type}.
 */
public record ApiError(Code code, String message, List<ObjectNode> details) {
  public ApiError {
    details = List.copyOf(details);
  }

  public ApiError(Code code, String message) {
    this(code, message, List.of());
  }

  /** The answer's body: a {@code google.rpc.Status}. */
  public ObjectNode toJson() {
    ObjectNode status = Json.object();
    status.put("code", code.number());
    status.put("message", message);
    ArrayNode list = status.putArray("details");
    details.forEach(list::add);
    return status;
  }

  /** Reads a {@code google.rpc.Status} that another service answered. */
  public static ApiError fromJson(JsonNode status) {
    List<ObjectNode> details =
        status
            .path("details")
            .valueStream()
            .filter(JsonNode::isObject)
            .map(ObjectNode.class::cast)
            .toList();
    return new ApiError(
        Code.of(status.path("code").asInt(0)), status.path("message").asString(""), details);
  }
}
