package dev.gatehouse.model.shape;

import dev.gatehouse.model.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An object whose keys are free and whose values are all of one type. */
record MapType(FieldType value) implements FieldType {
  private static final int MOST = 200;

  @Override
  public JsonNode read(JsonNode given, Place place) {
    if (!given.isObject()) {
      throw place.unexpected("an object", given);
    }
    place.checkDepth();
    if (given.size() > MOST) {
      throw place.refused("to have at most " + MOST + " keys, but there were " + given.size());
    }
    ObjectNode map = Json.object();
    given.forEachEntry(
        (key, each) -> {
          FreeType.checkKey(key, place);
          map.set(key, value.read(each, place.field(key)));
        });
    return map;
  }

  @Override
  public JsonNode zero() {
    return Json.object();
  }

  @Override
  public JsonNode complete(JsonNode given) {
    if (!given.isObject()) {
      throw new IllegalStateException("Expected a map, but it was " + given.getNodeType() + ".");
    }
    ObjectNode map = Json.object();
    given.forEachEntry((key, each) -> map.set(key, value.complete(each)));
    return map;
  }
}
