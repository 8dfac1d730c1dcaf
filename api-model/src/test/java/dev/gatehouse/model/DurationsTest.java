package dev.gatehouse.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "3600s, PT1H, 3600s",
    "1.5s, PT1.5S, 1.5s",
    "1.50s, PT1.5S, 1.5s",
    "0s, PT0S, 0s",
    "-1.5s, PT-1.5S, -1.5s",
    "0.000000001s, PT0.000000001S, 0.000000001s"
  })
  void secondsWithASuffix(String text, String duration, String written) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.parse(duration));
    assertThat(Durations.format(Duration.parse(duration))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "3600", "1h", "1.s", "1.1234567890s", "+1s", " 1s", "1e3s"})
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage("Expected a duration such as \"3600s\", but it was \"" + text + "\".");
  }

  @Test
  void timesAreWrittenInUtc() {
    assertThat(Timestamps.format(Timestamps.parse("2026-01-31T13:00:00.250+01:00")))
        .isEqualTo("2026-01-31T12:00:00.250Z");
    assertThat(Timestamps.format(Instant.parse("2026-01-31T12:00:00Z")))
        .isEqualTo("2026-01-31T12:00:00.000Z");
    assertThat(Timestamps.format(Instant.parse("2026-01-31T12:00:00.123999999Z")))
        .isEqualTo("2026-01-31T12:00:00.123Z");
    assertThat(Timestamps.parse("9999-12-31T23:59:59Z"))
        .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026-01-31", "2026-01-31T12:00:00", "+10000-01-01T00:00:00Z"})
  void timesOutsideTheFormatAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Timestamps.parse(text));
  }
}
