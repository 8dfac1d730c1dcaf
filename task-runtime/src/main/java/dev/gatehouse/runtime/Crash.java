package dev.gatehouse.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Named points at which a crash test kills the process. They do nothing unless the system property
 * {@code gatehouse.crash.at} names one: {@code C5} for the first time it is reached, {@code C5:3}
 * for the third.
 */
public final class Crash {
  /** Polled, nothing done. */
  public static final String POLLED = "C1";

  /** The tasks are loaded. */
  public static final String LOADED = "C2";

  /** Every command is decided. */
  public static final String DECIDED = "C3";

  /** The tasks are written, nothing is published. */
  public static final String WRITTEN = "C5";

  /** Some of the outboxes are published. */
  public static final String HALF_PUBLISHED = "C6";

  /** Everything is acknowledged, no outbox is cleared. */
  public static final String ACKNOWLEDGED = "C7";

  /** Everything is done, offsets are not committed. */
  public static final String CLEARED = "C8";

  /** The sweeper read an outbox and sent nothing. */
  public static final String SWEPT = "C9";

  /** An attempt is claimed, the connector not called. */
  public static final String CLAIMED = "C10";

  /** The connector was called, its result not stored. */
  public static final String CALLED = "C11";

  /** A gateway sent a command and did not answer. */
  public static final String SENT = "C12";

  /** A refusal was replied, offsets are not committed. */
  public static final String REPLIED = "C13";

  private static final int KILLED = 137;
  private static final AtomicInteger REACHED = new AtomicInteger();

  private static final ScopedValue<Consumer<String>> INSTEAD = ScopedValue.newInstance();

  private Crash() {}

  /** Does work in which every point that is reached is told to {@code reached}, and nobody dies. */
  public static void telling(Consumer<String> reached, Runnable work) {
    ScopedValue.where(INSTEAD, reached).run(work);
  }

  /** Ends the process at once, without any shutdown hook, if a test asked for it at this point. */
  public static void at(String point) {
    if (INSTEAD.isBound()) {
      INSTEAD.get().accept(point);
      return;
    }
    String wanted = System.getProperty("gatehouse.crash.at");
    if (wanted != null && wanted.startsWith(point) && isNow(wanted, point)) {
      Runtime.getRuntime().halt(KILLED);
    }
  }

  private static boolean isNow(String wanted, String point) {
    String[] parts = wanted.split(":", 2);
    int time = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
    return parts[0].equals(point) && REACHED.incrementAndGet() == time;
  }
}
