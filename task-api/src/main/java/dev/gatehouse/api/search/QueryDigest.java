package dev.gatehouse.api.search;

import dev.gatehouse.model.search.Filter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/** A short text that is the same for searches which ask for the same. */
final class QueryDigest {
  private static final int BYTES = 8;

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
    byte[] digest = sha256().digest(asked.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(Arrays.copyOf(digest, BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
