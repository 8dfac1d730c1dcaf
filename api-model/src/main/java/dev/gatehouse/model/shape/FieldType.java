package dev.gatehouse.model.shape;

import tools.jackson.databind.JsonNode;

/** What a field, a list's item or a map's value may hold. */
sealed interface FieldType permits ScalarType, EnumType, ListType, MapType, MessageType, FreeType {

  /** Checks and normalises what a caller sent; the value is never null. */
  JsonNode read(JsonNode value, Place place);

  /** The value that is written out where the field is unset. */
  JsonNode zero();

  /** Completes a value of ours at every depth; the value is never null. */
  JsonNode complete(JsonNode value);
}
