package dev.gatehouse.testkit.simulation;

import dev.gatehouse.runtime.Crash;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who works on the {@link Stage}. Its work is plain code on a virtual thread of its own,
 * but it goes on only while it has the turn, so that one at most runs at any time.
 */
public final class Actor {
  private final String name;
  private final Semaphore turn = new Semaphore(0);
  private final Semaphore back;
  private Instant readyAt = Instant.MIN;
  private boolean awaitsTimer;
  private boolean killed;
  private boolean ended;
  private @Nullable Throwable failure;

  Actor(String name, Semaphore back, Consumer<String> points, Runnable work) {
    this.name = name;
    this.back = back;
    Thread.ofVirtual().name(name).start(() -> live(points, work));
  }

  private void live(Consumer<String> points, Runnable work) {
    try {
      awaitTurn();
      Crash.telling(points, work);
    } catch (Throwable e) {
      // Who was killed is gone, and with it all that it knew, in whatever wrapping that arrives.
      failure = killed ? null : e;
    } finally {
      ended = true;
      back.release();
    }
  }

  private void awaitTurn() {
    turn.acquireUninterruptibly();
    if (killed) {
      throw new Killed();
    }
  }

  /** Gives the turn away and comes back with the next one. */
  void giveTurn() {
    if (killed) {
      throw new Killed();
    }
    back.release();
    awaitTurn();
  }

  /** Lets it go on to its next pause, its end or its death. */
  void resume() {
    turn.release();
    back.acquireUninterruptibly();
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new AssertionError(name + " failed in a way that it should not: " + thrown, thrown);
    }
  }

  String name() {
    return name;
  }

  boolean readyAt(Instant now) {
    return !ended && !awaitsTimer && !readyAt.isAfter(now);
  }

  Instant readyAt() {
    return readyAt;
  }

  void sleepUntil(Instant time) {
    readyAt = time;
  }

  boolean awaitsTimer() {
    return awaitsTimer;
  }

  void awaitTimer(boolean waits) {
    awaitsTimer = waits;
  }

  void kill() {
    killed = true;
  }

  boolean killed() {
    return killed;
  }

  /** Whether its work is over. */
  public boolean ended() {
    return ended;
  }
}
