package dev.gatehouse.model.shape;

import dev.gatehouse.model.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** A list; callers may send up to 200 items. */
record ListType(FieldType item) implements FieldType {
  private static final int MOST = 200;

  @Override
  public JsonNode read(JsonNode value, Place place) {
    if (!value.isArray()) {
      throw place.unexpected("a list", value);
    }
    place.checkDepth();
    if (value.size() > MOST) {
      throw place.refused("to have at most " + MOST + " items, but there were " + value.size());
    }
    ArrayNode list = Json.array();
    for (int i = 0; i < value.size(); i++) {
      list.add(item.read(value.get(i), place.item(i)));
    }
    return list;
  }

  @Override
  public JsonNode zero() {
    return Json.array();
  }

  @Override
  public JsonNode complete(JsonNode value) {
    if (!value.isArray()) {
      throw new IllegalStateException("Expected a list, but it was " + value.getNodeType() + ".");
    }
    ArrayNode list = Json.array();
    value.forEach(each -> list.add(item.complete(each)));
    return list;
  }
}
