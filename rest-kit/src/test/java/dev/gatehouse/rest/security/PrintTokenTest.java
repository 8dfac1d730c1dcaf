package dev.gatehouse.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintTokenTest {
  private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void theTokenIsOfTheServicesIssuerAndItsPerson() {
    Path file = folder.resolve("key.json");
    BuiltInIssuer issuer = BuiltInIssuer.open(file, "ours", "ours too", clock);
    Map<String, String> environment =
        Map.of(
            "GATEHOUSE_TOKENS_BUILT_IN_KEY_FILE", file.toString(),
            "GATEHOUSE_TOKENS_BUILT_IN_ISSUER", "ours",
            "GATEHOUSE_TOKENS_BUILT_IN_AUDIENCE", "ours too");

    String token = new PrintToken(environment, clock).token("ann@example.com", "2");

    BearerTokens tokens =
        new BearerTokens(
            List.of(issuer.trusted()),
            Duration.ZERO,
            Clock.offset(clock, Duration.ofHours(2).minusSeconds(1)));
    assertThat(tokens.verify(token).block())
        .isNotNull()
        .matches(claims -> claims.subject().equals("ann@example.com"));
  }

  @Test
  void aMissingKeyIsNotMade() {
    Path file = folder.resolve("key.json");

    assertThatThrownBy(
            () ->
                new PrintToken(Map.of("GATEHOUSE_TOKENS_BUILT_IN_KEY_FILE", file.toString()), clock)
                    .token("ann"))
        .hasMessageContaining("to name a file that can be read, but it was " + file);
    assertThat(file).doesNotExist();
    assertThatThrownBy(() -> new PrintToken(Map.of(), clock).token("ann"))
        .hasMessageContaining("but it was not set");
  }

  @Test
  void wrongUseIsSaid() {
    PrintToken print = new PrintToken(Map.of(), clock);

    assertThatThrownBy(print::token).hasMessageContaining("but there are 0 arguments");
    assertThatThrownBy(() -> print.token("ann", "-1")).hasMessageContaining("but it was -1");
    assertThatThrownBy(() -> print.token("ann", "x")).hasMessageContaining("but it was x");
  }
}
