package dev.gatehouse.runtime.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The clock of the database, asked each time anew: for what several workers decide by times that
 * the others have stored, since their own clocks may differ.
 */
public final class DatabaseClock extends Clock {
  private final TaskStore tasks;

  public DatabaseClock(TaskStore tasks) {
    this.tasks = tasks;
  }

  @Override
  public Instant instant() {
    return tasks.now();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("Expected a point in time only, but a zone was asked.");
  }
}
