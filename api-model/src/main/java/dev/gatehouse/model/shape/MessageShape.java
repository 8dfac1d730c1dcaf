package dev.gatehouse.model.shape;

import dev.gatehouse.model.Json;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shape of one message: which fields it has and what they hold. It reads what callers send,
 * leniently, and completes what they get, so that every field is there.
 */
public final class MessageShape {
  private final String name;
  private final List<Field> fields;
  private final Map<String, Field> byName = new HashMap<>();
  private final List<String> required;
  private final List<List<String>> oneofs;

  MessageShape(String name, List<Field> fields, List<String> required, List<List<String>> oneofs) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.required = List.copyOf(required);
    this.oneofs = List.copyOf(oneofs);
    fields.forEach(field -> byName.put(field.snakeName(), field));
    fields.forEach(field -> byName.put(field.name(), field));
  }

  /** The message's full name. */
  public String name() {
    return name;
  }

  /** The names of all fields, in the order in which they are written. */
  public Set<String> fieldNames() {
    return fields.stream().map(Field::name).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Reads what a caller sent: names in lowerCamel or snake_case, unknown fields and fields that
   * only the server sets dropped, nulls as unset. Unset fields are absent from the result.
   *
   * @param body the body; null where there was none
   * @throws dev.gatehouse.model.error.ApiException INVALID_ARGUMENT with a sentence that names the
   *     field, if a value does not fit
   */
  public ObjectNode read(@Nullable JsonNode body) {
    return readBody(body, Place.body(false));
  }

  /**
   * As {@link #read}, but keeps the fields that only the server sets: for files of an
   * administrator.
   */
  public ObjectNode readWithServerFields(@Nullable JsonNode body) {
    return readBody(body, Place.body(true));
  }

  private ObjectNode readBody(@Nullable JsonNode body, Place place) {
    return read(
        body == null || body.isNull() || body.isMissingNode() ? Json.object() : body, place);
  }

  ObjectNode read(JsonNode value, Place place) {
    if (!value.isObject()) {
      throw place.unexpected("an object", value);
    }
    place.checkDepth();
    ObjectNode message = Json.object();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      Field field = byName.get(entry.getKey());
      if (field == null
          || entry.getValue().isNull()
          || (field.readOnly() && !place.serverFields())
          || (!field.name().equals(entry.getKey()) && value.has(field.name()))) {
        continue;
      }
      message.set(field.name(), field.type().read(entry.getValue(), place.field(field.name())));
    }
    checkRequired(message, place);
    checkOneofs(message, place);
    return message;
  }

  private void checkRequired(ObjectNode message, Place place) {
    for (String field : required) {
      JsonNode value = message.get(field);
      if (value == null) {
        throw place.field(field).refused("to be set, but it was missing");
      }
      if (value.isString() && value.stringValue().isBlank()) {
        throw place.field(field).refused("to be set, but it was blank");
      }
    }
  }

  private void checkOneofs(ObjectNode message, Place place) {
    for (List<String> members : oneofs) {
      List<String> given = members.stream().filter(message::has).toList();
      if (given.size() > 1) {
        throw place.refused(
            "to have at most one of "
                + String.join(", ", members)
                + ", but it had "
                + String.join(" and ", given));
      }
    }
  }

  /**
   * Writes out every field at every depth: what the given object leaves open becomes empty, zero,
   * the enum's first value, or null for messages, durations and timestamps.
   *
   * @throws IllegalStateException if the object has a field that the message does not have, or a
   *     value of another kind: a bug of ours
   */
  public ObjectNode complete(ObjectNode partial) {
    ObjectNode message = Json.object();
    int known = 0;
    for (Field field : fields) {
      JsonNode value = partial.get(field.name());
      if (value != null) {
        known++;
      }
      message.set(
          field.name(), value == null || value.isNull() ? field.zero() : filled(field, value));
    }
    if (known < partial.size()) {
      Set<String> unknown = new LinkedHashSet<>(partial.propertyNames());
      unknown.removeAll(fieldNames());
      throw new IllegalStateException(
          "Expected only fields of "
              + name
              + ", but there was "
              + String.join(", ", unknown)
              + ".");
    }
    return message;
  }

  private JsonNode filled(Field field, JsonNode value) {
    try {
      return field.type().complete(value);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(name + "." + field.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
