package dev.gatehouse.api.task;

import dev.gatehouse.core.id.Id;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a body that its shape has read. Blank texts are unset, as clients send them. */
record Body(ObjectNode fields) {

  String text(String field) {
    return fields.path(field).asString("");
  }

  /** A text that has to be there although the message does not say so. */
  String required(String field) {
    String text = text(field);
    if (text.isBlank()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected "
              + field
              + " to be set, but it was "
              + (fields.has(field) ? "blank." : "missing."));
    }
    return text;
  }

  boolean flag(String field) {
    return fields.path(field).asBoolean(false);
  }

  <T extends Id> @Nullable T id(String field, Function<String, T> type) {
    String text = text(field);
    return text.isBlank() ? null : type.apply(text);
  }

  /** Ids in the order in which they are given. */
  <T extends Id> List<T> ids(String field, Function<String, T> type) {
    return fields
        .path(field)
        .valueStream()
        .map(JsonNode::asString)
        .filter(text -> !text.isBlank())
        .map(type)
        .toList();
  }

  /** A duration has to be one that can pass: the shape lets negative ones through. */
  @Nullable Duration duration(String field) {
    String text = text(field);
    if (text.isEmpty()) {
      return null;
    }
    Duration duration = Durations.parse(text);
    if (duration.isNegative() || duration.isZero()) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected " + field + " to be above zero, but it was \"" + text + "\".");
    }
    return duration;
  }

  JsonNode node(String field) {
    return fields.path(field);
  }

  /** An object as text; empty where it is unset or has no fields. */
  String json(String field) {
    JsonNode node = fields.path(field);
    return node.isEmpty() ? "" : Json.mapper().writeValueAsString(node);
  }
}
