package dev.gatehouse.model.shape;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One of a set of names; the first one stands for "unset". */
record EnumType(Set<String> names, StringNode zero) implements FieldType {
  private static final int MOST_NAMED = 12;

  static EnumType of(List<String> names) {
    return new EnumType(new LinkedHashSet<>(names), StringNode.valueOf(names.getFirst()));
  }

  @Override
  public JsonNode read(JsonNode value, Place place) {
    if (value.isString() && names.contains(value.stringValue())) {
      return value;
    }
    String choice =
        names.size() <= MOST_NAMED
            ? "one of " + String.join(", ", names)
            : "a name such as " + names.stream().skip(1).findFirst().orElseThrow();
    throw place.unexpected(choice, value);
  }

  @Override
  public JsonNode complete(JsonNode value) {
    if (value.isString() && names.contains(value.stringValue())) {
      return value;
    }
    throw new IllegalStateException("Expected one of " + names + ", but it was " + value + ".");
  }
}
