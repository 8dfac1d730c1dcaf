package dev.gatehouse.rest.security;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prints a token of the built-in issuer, for operators: {@code PrintToken EMAIL [HOURS]}. It runs
 * beside a service, in the same container, and finds the key by the same variables.
 */
public final class PrintToken {
  private static final String SETTING = "GATEHOUSE_TOKENS_BUILT_IN_";
  private static final int USUAL_HOURS = 12;

  private final Map<String, String> environment;
  private final Clock clock;

  PrintToken(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  public static void main(String[] arguments) {
    try {
      System.out.println(new PrintToken(System.getenv(), Clock.systemUTC()).token(arguments));
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  String token(String... arguments) {
    if (arguments.length < 1 || arguments.length > 2) {
      throw new IllegalArgumentException(
          "Expected an email address or a person's id, and perhaps a number of hours, but there"
              + " are %d arguments.".formatted(arguments.length));
    }
    int hours = arguments.length == 2 ? hours(arguments[1]) : USUAL_HOURS;
    return issuer().mint(arguments[0], Duration.ofHours(hours));
  }

  private BuiltInIssuer issuer() {
    Path keyFile =
        setting("KEY_FILE")
            .map(Path::of)
            .filter(Files::isReadable)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "Expected %sKEY_FILE to name a file that can be read, but it was %s."
                            .formatted(SETTING, setting("KEY_FILE").orElse("not set"))));
    return BuiltInIssuer.open(
        keyFile,
        setting("ISSUER").orElse("gatehouse"),
        setting("AUDIENCE").orElse("gatehouse"),
        clock);
  }

  private Optional<String> setting(String name) {
    @Nullable String value = environment.get(SETTING + name);
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  private static int hours(String text) {
    try {
      int hours = Integer.parseInt(text);
      if (hours > 0) {
        return hours;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it.
    }
    throw new IllegalArgumentException(
        "Expected the lifetime to be a number of hours from 1 on, but it was " + text + ".");
  }
}
