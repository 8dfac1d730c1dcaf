package dev.gatehouse.model.page;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** How many rows a caller wants, and after which one. */
public record Paging(int size, Optional<PageToken> token) {
  private static final int USUAL = 25;
  private static final int LEAST = 10;
  private static final int MOST = 100;

  /** A page of the size that is nearest to the one asked for; 0 asks for the usual one. */
  public static Paging of(int pageSize, @Nullable String pageToken) {
    int size = pageSize == 0 ? USUAL : Math.clamp(pageSize, LEAST, MOST);
    return new Paging(
        size,
        Optional.ofNullable(pageToken).filter(text -> !text.isEmpty()).map(PageToken::decode));
  }

  /** Reads {@code pageSize} and {@code pageToken} of a message that its shape has read. */
  public static Paging ofMessage(ObjectNode message) {
    return of(message.path("pageSize").asInt(0), message.path("pageToken").asString(""));
  }

  /** Reads the query parameters {@code page_size} and {@code page_token}. */
  public static Paging ofQuery(@Nullable String pageSize, @Nullable String pageToken) {
    if (pageSize == null || pageSize.isEmpty()) {
      return of(0, pageToken);
    }
    try {
      return of(Integer.parseInt(pageSize), pageToken);
    } catch (NumberFormatException e) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected page_size to be a whole number, but it was \"" + pageSize + "\".");
    }
  }
}
