package dev.gatehouse.entitlement.web;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which fields an update is about: {@code "displayName,description"}. An empty mask replaces every
 * field that can be changed. A path into a field stands for the whole field.
 */
public record FieldMask(Set<String> names) {
  public FieldMask {
    names = Set.copyOf(names);
  }

  /** The {@code updateMask} of a message. */
  public static FieldMask of(ObjectNode message) {
    Set<String> names = new LinkedHashSet<>();
    for (String path : message.path("updateMask").asString("").split(",", -1)) {
      String name = path.strip();
      if (!name.isEmpty()) {
        int dot = name.indexOf('.');
        names.add(lowerCamel(dot < 0 ? name : name.substring(0, dot)));
      }
    }
    return new FieldMask(names);
  }

  /**
   * The stored fields with those of the mask taken from what was given.
   *
   * @param mutable the fields that can be changed at all
   */
  public ObjectNode apply(ObjectNode stored, ObjectNode given, Set<String> mutable) {
    for (String name : names) {
      if (!mutable.contains(name)) {
        throw new ApiException(
            Code.INVALID_ARGUMENT,
            "Expected updateMask to name fields that can be changed, but \"" + name + "\" cannot.");
      }
    }
    ObjectNode changed = stored.deepCopy();
    for (String name : names.isEmpty() ? mutable : names) {
      JsonNode value = given.get(name);
      if (value == null) {
        changed.remove(name);
      } else {
        changed.set(name, value);
      }
    }
    return changed;
  }

  /** {@code display_name} as {@code displayName}. */
  static String lowerCamel(String name) {
    StringBuilder camel = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        camel.append(upper ? String.valueOf(c).toUpperCase(Locale.ROOT) : String.valueOf(c));
        upper = false;
      }
    }
    return camel.toString();
  }
}
