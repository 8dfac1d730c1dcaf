package dev.gatehouse.model.page;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where a page ended: the sort values of its last row. Opaque to clients, and stable, since it
 * names a place in the order rather than a number of rows.
 */
public record PageToken(List<String> after) {
  private static final String VERSION = "1";
  private static final int LONGEST = 2_000;

  public PageToken {
    after = List.copyOf(after);
  }

  public static PageToken of(String... after) {
    return new PageToken(List.of(after));
  }

  /** The text for {@code nextPageToken}. */
  public String encode() {
    String values = Json.mapper().writeValueAsString(after);
    String text = VERSION + checksum(values) + values;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a token that {@link #encode} wrote with this number of values.
   *
   * @throws ApiException if it is anything else
   */
  public static PageToken decode(String text, int values) {
    PageToken token = decode(text);
    if (token.after.size() != values) {
      throw bad();
    }
    return token;
  }

  /**
   * Reads a token that {@link #encode} wrote.
   *
   * @throws ApiException if it is anything else
   */
  public static PageToken decode(String text) {
    if (text.length() > LONGEST) {
      throw bad();
    }
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
      if (plain.length() < 9 || !plain.startsWith(VERSION)) {
        throw bad();
      }
      String values = plain.substring(9);
      if (!plain.substring(1, 9).equals(checksum(values))) {
        throw bad();
      }
      JsonNode list = Json.mapper().readTree(values);
      return new PageToken(list.valueStream().map(JsonNode::asString).toList());
    } catch (IllegalArgumentException | JacksonException e) {
      throw bad();
    }
  }

  private static String checksum(String values) {
    CRC32 crc = new CRC32();
    crc.update(values.getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }

  private static ApiException bad() {
    return new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected pageToken to be the nextPageToken of an earlier answer, but it was not.");
  }
}
