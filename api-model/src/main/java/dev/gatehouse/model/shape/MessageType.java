package dev.gatehouse.model.shape;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A message inside a message. It is looked up when it is needed, since messages may hold
 * themselves.
 */
record MessageType(Shapes shapes, String name) implements FieldType {
  @Override
  public JsonNode read(JsonNode value, Place place) {
    return shapes.message(name).read(value, place);
  }

  @Override
  public JsonNode zero() {
    return JsonNodeFactory.instance.nullNode();
  }

  @Override
  public JsonNode complete(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return shapes.message(name).complete(object);
    }
    throw new IllegalStateException(
        "Expected a " + name + ", but it was " + value.getNodeType() + ".");
  }
}
