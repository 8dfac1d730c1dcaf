package dev.gatehouse.model.shape;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One field of a message.
 *
 * @param name as the API writes it, lowerCamel
 * @param nullable whether the field reads {@code null} when it is unset, as members of a oneof do
 * @param readOnly whether only the server sets it
 */
record Field(String name, FieldType type, boolean nullable, boolean readOnly) {

  /** The name as protobuf files write it, which callers may use too. */
  String snakeName() {
    StringBuilder snake = new StringBuilder();
    name.chars()
        .forEach(
            c -> {
              if (Character.isUpperCase(c)) {
                snake.append('_');
              }
              snake.appendCodePoint(Character.toLowerCase(c));
            });
    return snake.toString();
  }

  JsonNode zero() {
    return nullable ? JsonNodeFactory.instance.nullNode() : type.zero();
  }
}
