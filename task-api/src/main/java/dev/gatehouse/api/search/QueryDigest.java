package dev.gatehouse.api.search;

import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.model.search.Filter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** A short text that is the same for searches which ask for the same. */
final class QueryDigest {
  /** These may change from page to page. */
  private static final Set<String> OTHERS = Set.of("pageSize", "pageToken", "expandMask", "sortBy");

  private QueryDigest() {}

  static String of(ObjectNode message) {
    String asked =
        message.properties().stream()
            .filter(field -> !OTHERS.contains(field.getKey()))
            .filter(field -> !Filter.isUnset(field.getValue()))
            .sorted(Map.Entry.comparingByKey())
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("\n"));
    return DerivedId.of("search", asked);
  }
}
