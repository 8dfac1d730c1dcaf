package dev.gatehouse.core.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** What a wait step waits for. */
public sealed interface WaitUntil {

  /** An expression that holds; it is looked at from time to time. */
  record Condition(String expression) implements WaitUntil {}

  /** Some time. */
  record Passed(Duration duration) implements WaitUntil {}

  /** A time of day in a zone: today's, or tomorrow's where that has passed. */
  record TimeOfDay(int hours, int minutes, String timezone) implements WaitUntil {
    /** When that is next; strictly after {@code now}. */
    public Instant after(Instant now) {
      ZonedDateTime here = now.atZone(ZoneId.of(timezone));
      LocalTime time = LocalTime.of(hours, minutes);
      ZonedDateTime today = here.toLocalDate().atTime(time).atZone(here.getZone());
      return today.toInstant().isAfter(now)
          ? today.toInstant()
          : here.toLocalDate().plusDays(1).atTime(time).atZone(here.getZone()).toInstant();
    }
  }
}
