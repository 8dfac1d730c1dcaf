package dev.gatehouse.model.search;

import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import tools.jackson.databind.JsonNode;

/** What holds for every field that a search can filter by. */
public final class Filter {
  private Filter() {}

  /** Whether a field asks for nothing, as it stands with clients that write out every field. */
  public static boolean isUnset(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isContainer() && value.isEmpty())
        || (value.isString() && (value.stringValue().isEmpty() || isZero(value.stringValue())))
        || (value.isBoolean() && !value.booleanValue())
        || (value.isNumber() && value.asInt() == 0);
  }

  /** Whether this is the name of an enum's first value, which stands for none. */
  public static boolean isZero(String name) {
    return name.endsWith("UNSPECIFIED");
  }

  /**
   * Refuses a filter that this version does not serve: an answer without it would look like one
   * with it.
   */
  public static ApiException unserved(String field) {
    return new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected a search without "
            + field
            + ", but it was set; this version cannot search by it.");
  }
}
