package dev.gatehouse.api.limit;

import dev.gatehouse.api.config.TaskApiProperties;
import java.net.URI;
import java.time.Duration;

/** Settings for tests of the limit. */
final class Settings {
  static final int FLOOR = 20;
  static final int START = 100;
  static final int CEILING = 1000;
  static final Duration LATENCY = Duration.ofSeconds(1);

  private Settings() {}

  static TaskApiProperties.Commands commands(boolean adaptive, int start) {
    return new TaskApiProperties.Commands(
        Duration.ofSeconds(10),
        CEILING,
        new TaskApiProperties.Limit(adaptive, Math.min(FLOOR, start), start, LATENCY));
  }

  static TaskApiProperties all(TaskApiProperties.Commands commands) {
    return new TaskApiProperties(
        "mongodb://nowhere",
        "gatehouse",
        "nowhere:1",
        "http://nowhere",
        "k1:",
        URI.create("http://nowhere"),
        commands,
        new TaskApiProperties.Search(Duration.ofSeconds(2)),
        new TaskApiProperties.Events(Duration.ofSeconds(15), 1, Duration.ofHours(1), 1));
  }
}
