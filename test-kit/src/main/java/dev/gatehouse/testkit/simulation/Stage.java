package dev.gatehouse.testkit.simulation;

import dev.gatehouse.runtime.Waiting;
import dev.gatehouse.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where actors take turns. One at most runs at any time; at each of its pauses the seed says who is
 * next and how much time has passed. The same seed gives the same play.
 */
public final class Stage implements Waiting {
  private static final boolean TELLS_ALL = Boolean.getBoolean("gatehouse.simulation.trace");
  private static final int KEPT_STEPS = 40;
  private static final int LONGEST_STEP_MILLIS = 30;

  private final SplittableRandom random;
  private final ManualClock clock;
  private final List<Actor> actors = new ArrayList<>();
  private final PriorityQueue<Timed> timers =
      new PriorityQueue<>(Comparator.comparing(Timed::at).thenComparingLong(Timed::number));
  private final Deque<String> trace = new ArrayDeque<>();
  private final Semaphore back = new Semaphore(0);
  private final Instant start;
  private @Nullable Actor current;
  private Duration jump = Duration.ZERO;
  private boolean killing;
  private long steps;
  private long timersSet;
  private int digest;

  private record Timed(Instant at, long number, Runnable work) {}

  public Stage(long seed, ManualClock clock) {
    this.random = new SplittableRandom(seed);
    this.clock = clock;
    this.start = clock.instant();
  }

  /** Somebody enters, and begins when it is their turn. {@code points} hears of crash points. */
  public Actor enter(String name, Consumer<String> points, Runnable work) {
    Actor actor = new Actor(name, back, points, work);
    actors.add(actor);
    return actor;
  }

  /** What follows may be preceded by anything that others do. */
  public void pause(String what) {
    Actor me = current;
    if (me != null) {
      me.giveTurn();
      note(me.name() + " " + what);
    }
  }

  @Override
  public void pause(Duration time) {
    Actor me = current;
    if (me != null) {
      me.sleepUntil(clock.instant().plus(time));
      me.giveTurn();
    }
  }

  /** Waits for exactly so long: nothing happens later before this goes on. */
  public void pauseExactly(Duration time) {
    Actor me = current;
    if (me != null) {
      me.awaitTimer(true);
      at(
          time,
          () -> {
            me.awaitTimer(false);
            if (!me.ended()) {
              resume(me);
            }
          });
      me.giveTurn();
    }
  }

  /** Does this after exactly so long. */
  public void at(Duration time, Runnable work) {
    timers.add(new Timed(clock.instant().plus(time), timersSet++, work));
  }

  /** From the next step on it is so much later. */
  public void jump(Duration time) {
    jump = jump.plus(time);
  }

  /** Whoever this is goes on after that time at the earliest. */
  public void freeze(Actor actor, Duration time) {
    Instant until = clock.instant().plus(time);
    if (actor.readyAt().isBefore(until)) {
      actor.sleepUntil(until);
    }
  }

  /** None of these does anything any more. */
  public void killAll(Collection<Actor> dying) {
    dying.forEach(Actor::kill);
    killing = true;
    Actor me = current;
    if (me != null && dying.contains(me)) {
      throw new Killed();
    }
  }

  /** One turn of somebody; false if nobody will ever go on. */
  public boolean step() {
    endTheKilled();
    if (!jump.isZero()) {
      Duration far = jump;
      jump = Duration.ZERO;
      advanceTo(clock.instant().plus(far));
    }
    Instant now = clock.instant();
    List<Actor> ready = new ArrayList<>();
    for (Actor actor : actors) {
      if (actor.readyAt(now)) {
        ready.add(actor);
      }
    }
    if (ready.isEmpty()) {
      Instant next = next();
      if (next == null) {
        return false;
      }
      advanceTo(next);
      return true;
    }
    steps++;
    resume(ready.get(random.nextInt(ready.size())));
    if (random.nextInt(4) == 0) {
      advanceTo(now.plusMillis(random.nextInt(LONGEST_STEP_MILLIS)));
    }
    return true;
  }

  private void resume(Actor actor) {
    current = actor;
    try {
      actor.resume();
    } finally {
      current = null;
      if (actor.ended()) {
        actors.remove(actor);
      }
    }
  }

  private void endTheKilled() {
    if (killing) {
      killing = false;
      List.copyOf(actors).stream().filter(Actor::killed).forEach(this::resume);
    }
  }

  private @Nullable Instant next() {
    Instant next = timers.isEmpty() ? null : timers.peek().at();
    for (Actor actor : actors) {
      if (!actor.awaitsTimer() && (next == null || actor.readyAt().isBefore(next))) {
        next = actor.readyAt();
      }
    }
    return next;
  }

  private void advanceTo(Instant time) {
    while (!timers.isEmpty() && !timers.peek().at().isAfter(time)) {
      Timed timed = timers.remove();
      set(timed.at());
      timed.work().run();
    }
    set(time);
  }

  private void set(Instant time) {
    if (time.isAfter(clock.instant())) {
      clock.advance(Duration.between(clock.instant(), time));
    }
  }

  /** Everybody leaves; nothing more is done. */
  public void end() {
    timers.clear();
    actors.forEach(Actor::kill);
    killing = true;
    endTheKilled();
  }

  /** Adds to what is told of the last steps. */
  public void note(String what) {
    String line = Duration.between(start, clock.instant()).toMillis() + " ms  " + what;
    trace.add(line);
    if (TELLS_ALL) {
      System.out.println(line);
    }
    if (trace.size() > KEPT_STEPS) {
      trace.remove();
    }
    digest = 31 * digest + what.hashCode();
  }

  /** What happened last. */
  public List<String> lastSteps() {
    return List.copyOf(trace);
  }

  /** A number that tells two plays apart. */
  public int digest() {
    return digest;
  }

  /** How many turns there were; grows with everything that happens. */
  public long steps() {
    return steps;
  }

  public SplittableRandom random() {
    return random;
  }

  /** The true time, by which the database goes. */
  public ManualClock clock() {
    return clock;
  }

  @Override
  public long nanos() {
    return Duration.between(start, clock.instant()).toNanos();
  }

  @Override
  public double chance() {
    return random.nextDouble();
  }
}
