package dev.gatehouse.model.shape;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values whose fields the API does not fix; they are kept as given. */
enum FreeType implements FieldType {
  /** An object with free fields. */
  STRUCT,
  /** An object with free fields that names its type in {@code @type}. */
  ANY,
  /** Anything that JSON can say. */
  VALUE;

  @Override
  public JsonNode read(JsonNode value, Place place) {
    if (this != VALUE && !value.isObject()) {
      throw place.unexpected("an object", value);
    }
    check(value, place);
    if (this == ANY && !value.path("@type").isString()) {
      throw place.refused("to name its type in @type, but it did not");
    }
    return value.deepCopy();
  }

  @Override
  public JsonNode zero() {
    return JsonNodeFactory.instance.nullNode();
  }

  @Override
  public JsonNode complete(JsonNode value) {
    return value.deepCopy();
  }

  /** Names with a NUL character are refused, since the database cannot hold them. */
  static void checkKey(String key, Place place) {
    if (key.indexOf('\0') >= 0) {
      throw place.refused("to have no NUL character in its keys, but one had");
    }
  }

  private static void check(JsonNode value, Place place) {
    if (value.isString()) {
      ScalarType.TEXT.read(value, place);
    }
    if (value.isNumber()) {
      ScalarType.DECIMAL.read(value, place);
    }
    if (value.isArray()) {
      place.checkDepth();
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), place.item(i));
      }
    }
    if (value.isObject()) {
      place.checkDepth();
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        checkKey(entry.getKey(), place);
        check(entry.getValue(), place.field(entry.getKey()));
      }
    }
  }
}
