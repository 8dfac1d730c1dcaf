package dev.gatehouse.entitlement.web;

import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** Which references of the rows are to be answered as whole objects; {@code *} means all. */
public record ExpandMask(Set<String> paths) {
  /** Nothing. */
  public static final ExpandMask NOTHING = new ExpandMask(Set.of());

  public ExpandMask {
    paths = Set.copyOf(paths);
  }

  /** The {@code expandMask} of a message. */
  public static ExpandMask of(ObjectNode message) {
    return new ExpandMask(
        message
            .path("expandMask")
            .path("paths")
            .valueStream()
            .map(path -> FieldMask.lowerCamel(path.asString("")))
            .collect(Collectors.toSet()));
  }

  boolean wants(Reference reference) {
    return paths.contains("*") || paths.contains(FieldMask.lowerCamel(reference.path()));
  }
}
