package dev.gatehouse.rest.http;

import dev.gatehouse.model.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The hash of what a request asks for, as it was understood: neither the order nor the spelling of
 * the fields counts, nor what the answer is to be expanded with.
 */
public final class RequestHash {
  private RequestHash() {}

  /** The hash of a body that its shape has read. */
  public static String of(ObjectNode body) {
    ObjectNode asked = body.deepCopy();
    asked.remove("expandMask");
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(Json.mapper().writeValueAsBytes(sorted(asked))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> fields = new TreeMap<>();
      node.properties().forEach(each -> fields.put(each.getKey(), sorted(each.getValue())));
      ObjectNode object = Json.object();
      fields.forEach(object::set);
      return object;
    }
    if (node.isArray()) {
      ArrayNode array = Json.array();
      node.forEach(each -> array.add(sorted(each)));
      return array;
    }
    return node;
  }
}
