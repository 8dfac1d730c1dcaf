package dev.gatehouse.model.policy;

import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A wait step ({@code c1.api.policy.v1.Wait}), both ways. */
public final class WaitJson {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  private WaitJson() {}

  static PolicyStep.Wait read(JsonNode wait, String path) {
    return new PolicyStep.Wait(
        wait.path("name").asString(""),
        until(wait, path),
        timeout(wait, path),
        wait.path("commentOnFirstWait").asString(""),
        wait.path("commentOnTimeout").asString(""));
  }

  private static WaitUntil until(JsonNode wait, String path) {
    if (wait.hasNonNull("condition")) {
      String condition = wait.path("condition").path("condition").asString("");
      if (condition.isBlank()) {
        throw refused(
            "Expected %s.condition.condition to be an expression, but it was blank."
                .formatted(path));
      }
      return new WaitUntil.Condition(condition);
    }
    if (wait.hasNonNull("duration")) {
      return new WaitUntil.Passed(
          duration(wait.path("duration").path("duration"), path + ".duration.duration"));
    }
    if (wait.hasNonNull("untilTime")) {
      return time(wait.path("untilTime"), path + ".untilTime");
    }
    throw refused(
        "Expected %s to be one of condition, duration and untilTime, but it was none of them."
            .formatted(path));
  }

  private static Duration duration(JsonNode text, String path) {
    Duration duration =
        text.asString("").isEmpty() ? Duration.ZERO : Durations.parse(text.asString());
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw refused(
          "Expected %s to be %s to %s, but it was %s."
              .formatted(
                  path,
                  Durations.format(SHORTEST),
                  Durations.format(LONGEST),
                  Durations.format(duration)));
    }
    return duration;
  }

  private static WaitUntil.TimeOfDay time(JsonNode time, String path) {
    int hours = time.path("hours").asInt(0);
    int minutes = time.path("minutes").asInt(0);
    if (hours > 23 || minutes > 59) {
      throw refused(
          "Expected %s to be a time of day from 0:00 to 23:59, but it was %d:%02d."
              .formatted(path, hours, minutes));
    }
    String zone = time.path("timezone").asString("");
    try {
      return new WaitUntil.TimeOfDay(
          hours, minutes, zone.isEmpty() ? "UTC" : ZoneId.of(zone).getId());
    } catch (DateTimeException e) {
      throw refused(
          "Expected %s.timezone to be a zone such as Europe/Berlin, but it was \"%s\"."
              .formatted(path, zone));
    }
  }

  private static @Nullable Duration timeout(JsonNode wait, String path) {
    String text = wait.path("timeoutDuration").asString("");
    if (text.isEmpty()) {
      return null;
    }
    Duration timeout = Durations.parse(text);
    if (!timeout.isPositive()) {
      throw refused(
          "Expected %s.timeoutDuration to be longer than nothing, but it was %s."
              .formatted(path, text));
    }
    return timeout;
  }

  static ObjectNode write(PolicyStep.Wait step) {
    ObjectNode json = common(step);
    switch (step.until()) {
      case WaitUntil.Condition u ->
          json.set("condition", Json.object().put("condition", u.expression()));
      case WaitUntil.Passed u ->
          json.set("duration", Json.object().put("duration", Durations.format(u.duration())));
      case WaitUntil.TimeOfDay u ->
          json.set(
              "untilTime",
              Json.object()
                  .put("hours", u.hours())
                  .put("minutes", u.minutes())
                  .put("timezone", u.timezone()));
    }
    return json;
  }

  /** What a wait step says whatever it waits for, as a step that was reached shows it too. */
  public static ObjectNode common(PolicyStep.Wait step) {
    ObjectNode json =
        Json.object()
            .put("name", step.name())
            .put("commentOnFirstWait", step.commentOnFirstWait())
            .put("commentOnTimeout", step.commentOnTimeout());
    if (step.timeout() != null) {
      json.put("timeoutDuration", Durations.format(step.timeout()));
    }
    return json;
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
