package dev.gatehouse.system.crash;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The system properties {@code gatehouse.crash.*}, which say how much runs try.
 *
 * <p>All of them throw an {@link IllegalArgumentException} with a sentence for whoever gave a bad
 * value.
 */
final class RunProperties {
  private static final String PREFIX = "gatehouse.crash.";

  private final Function<String, @Nullable String> properties;

  RunProperties(Function<String, @Nullable String> properties) {
    this.properties = properties;
  }

  /** Those of this JVM. */
  static RunProperties ofSystem() {
    return new RunProperties(System::getProperty);
  }

  /** How long runs are; short unless something else is said. */
  Plan.Length length() {
    String name = properties.apply(PREFIX + "run");
    if (name == null || name.isBlank()) {
      return Plan.Length.SHORT;
    }
    try {
      return Plan.Length.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected %srun to be short or long, but it was \"%s\".".formatted(PREFIX, name), e);
    }
  }

  /** What a run's choices follow from; another one each time unless one is said. */
  long seed() {
    return number("seed", System.nanoTime() % 1_000_000, Long.MIN_VALUE);
  }

  /** A whole number that is at least {@code least}. */
  long number(String name, long otherwise, long least) {
    String key = PREFIX + name;
    String text = properties.apply(key);
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words.
    }
    throw new IllegalArgumentException(
        "Expected %s to be a whole number%s, but it was \"%s\"."
            .formatted(key, least > Long.MIN_VALUE ? " from " + least + " on" : "", text));
  }
}
