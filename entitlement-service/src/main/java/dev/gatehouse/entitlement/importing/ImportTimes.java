package dev.gatehouse.entitlement.importing;

import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.time.Instant;

/** Reads the times of a file. */
final class ImportTimes {
  private ImportTimes() {}

  static Instant read(String field, String text) {
    try {
      return Timestamps.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected "
              + field
              + " to be a time such as \"2027-01-01T00:00:00Z\", but it was \""
              + text
              + "\".");
    }
  }
}
