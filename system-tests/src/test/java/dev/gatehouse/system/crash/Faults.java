package dev.gatehouse.system.crash;

import dev.gatehouse.testkit.FaultyLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What can go wrong on a site. What takes its time goes on beside what comes next. */
final class Faults {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** After this long a gateway has noticed that something is away. */
  private static final Duration NOTICED = Duration.ofMillis(1500);

  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(100);

  /** The bytes of a write of tasks, as they stand in a message to MongoDB. */
  private static final String WRITE = "update\0\6\0\0\0tasks\0";

  private final Site site;
  private final Tally tally;
  private final SplittableRandom random;
  private final LongSupplier answered;
  private final List<Thread> going = new ArrayList<>();

  /**
   * {@code answered} tells how many commands clients were told of, so whether any are worked on.
   */
  Faults(Site site, Tally tally, SplittableRandom random, LongSupplier answered) {
    this.answered = answered;
    this.site = site;
    this.tally = tally;
    this.random = random;
  }

  /** A worker is killed, and dies again when it comes to the point. */
  Fault dieAt(String point) {
    return new Fault(
        "a worker is to die at " + point,
        () ->
            onFree(
                workersFor(point),
                place -> {
                  // A sweep finds something now and then only.
                  place.dieAt(point + ":" + (point.equals("C9") ? 1 : 1 + random.nextInt(4)));
                  place.kill();
                  tally.count("killed at any moment");
                }));
  }

  /**
   * All workers are killed in the middle of their work, so that one of them has an outbox left that
   * is published and not cleared, and die when they sweep it, whichever of them has it then.
   */
  Fault dieSweeping() {
    return new Fault(
        "the workers are to die at C9",
        () -> {
          until(() -> site.workers().stream().allMatch(Place::isFree));
          long before = answered.getAsLong();
          until(() -> answered.getAsLong() > before);
          for (Place place : site.workers()) {
            place.dieAt("C9:1");
            place.kill();
            tally.count("killed at any moment");
          }
        });
  }

  private List<Place> workersFor(String point) {
    boolean attempts = point.equals("C10") || point.equals("C11");
    return site.workers().stream()
        .filter(each -> !each.name().startsWith(attempts ? "policy" : "provisioning"))
        .toList();
  }

  /** The gateway dies with a command sent and no answer given. */
  Fault gatewayDies() {
    return new Fault(
        "the gateway is to die at C12",
        () ->
            onFree(
                List.of(site.gateway()),
                place -> {
                  place.dieAt("C12:" + (1 + random.nextInt(10)));
                  place.kill();
                  tally.count("killed at any moment");
                }));
  }

  Fault kill(String what, List<Place> some) {
    return new Fault(
        what + " is killed",
        () ->
            onFree(
                some,
                place -> {
                  place.kill();
                  tally.count("killed at any moment");
                }));
  }

  /** MongoDB does what a worker wrote, and the worker never hears of it. */
  Fault loseAnswer() {
    return new Fault(
        "an answer of MongoDB is lost twice (C4)",
        () -> {
          List<Place> some = workersFor("C4");
          FaultyLink link = some.get(random.nextInt(some.size())).mongod();
          int before = link.faults();
          link.breakAt(WRITE, FaultyLink.Fault.LOSE_ANSWER, 2);
          beside(
              () -> {
                var _ = tally.point("C4", until(() -> link.faults() > before));
              });
        });
  }

  /** The same, and the next one waits until the gateway serves again. */
  Fault andBack(Fault fault) {
    return new Fault(
        fault.name(),
        () -> {
          fault.strike().run();
          LockSupport.parkNanos(NOTICED.toNanos());
          until(() -> !site.gateway().isArmed() && site.gateway().isReady());
        });
  }

  Fault mongod() {
    return new Fault(
        "mongod is killed and started again",
        () -> {
          tally.count("mongod killed");
          beside(() -> site.servers().restartMongod());
        });
  }

  /** The next one waits until all members are there again. */
  Fault takeOver() {
    return new Fault(
        "the mongod that takes writes is killed",
        () -> {
          Duration away = site.servers().restartMongod();
          tally.count("mongod taken over");
          tally.count("seconds without writes", (int) away.toSeconds());
          Progress.tell("another mongod took over after %d ms".formatted(away.toMillis()));
        });
  }

  Fault broker() {
    return new Fault(
        "the broker is killed and started again",
        () -> {
          tally.count("broker killed");
          beside(site.servers()::restartBroker);
        });
  }

  /** A worker stands still until others have its partitions, and then goes on. */
  Fault freeze(Duration time) {
    return new Fault(
        "a worker is frozen for " + time.toSeconds() + " s",
        () ->
            onFree(
                () -> site.workers().stream().filter(this::alone).toList(),
                place -> {
                  place.freeze();
                  beside(
                      () -> {
                        LockSupport.parkNanos(time.toNanos());
                        boolean moved = hasNoPartitions(place);
                        place.thaw();
                        tally.frozen(moved);
                        Progress.tell(
                            place.name()
                                + " goes on, its partitions "
                                + (moved ? "are others' now" : "were still its own"));
                      });
                }));
  }

  /** Whether the other one of its kind serves, so that there is somebody to take over. */
  private boolean alone(Place place) {
    return site.workers().stream()
        .filter(other -> other != place && kind(other).equals(kind(place)))
        .allMatch(other -> !other.isFrozen() && !other.isArmed() && other.isReady());
  }

  private static String kind(Place place) {
    return place.name().replaceFirst("-[0-9]+$", "");
  }

  private boolean hasNoPartitions(Place place) {
    String group = kind(place).startsWith("provisioning") ? "provisioning-worker" : "policy-worker";
    return Assignment.of(site.admin(), group)
        .filter(assignment -> assignment.of(place).isEmpty())
        .isPresent();
  }

  /** A link is out of order for a while. */
  Fault link(String what, FaultyLink link, Duration time) {
    Map<String, Runnable> ways =
        Map.of(
            "is cut", link::cut,
            "stands still", link::stall,
            "is slow", () -> link.slow(Duration.ofMillis(100)));
    String way = ways.keySet().stream().sorted().toList().get(random.nextInt(ways.size()));
    return new Fault(
        "the link " + what + " " + way + " for " + time.toSeconds() + " s",
        () -> {
          tally.count("link broken");
          ways.get(way).run();
          beside(
              () -> {
                LockSupport.parkNanos(time.toNanos());
                link.mend();
              });
        });
  }

  /** A service is ended in good order, and is back when the next one follows. */
  Fault roll(Place place) {
    return new Fault(
        place.name() + " is ended in good order",
        () ->
            onFree(
                List.of(place),
                free -> {
                  tally.ended(free.roll());
                  until(free::isReady);
                }));
  }

  private void onFree(List<Place> some, Consumer<Place> strike) {
    onFree(() -> some, strike);
  }

  private void onFree(Supplier<List<Place>> some, Consumer<Place> strike) {
    boolean found =
        until(
            () -> {
              List<Place> free = some.get().stream().filter(Place::isFree).toList();
              if (free.isEmpty()) {
                return false;
              }
              strike.accept(free.get(random.nextInt(free.size())));
              return true;
            });
    if (!found) {
      tally.count("fault left out");
      Progress.tell("nobody is free for that, so it is left out");
    }
  }

  private static boolean until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }

  /** Does it beside what comes next. */
  void beside(Runnable work) {
    synchronized (going) {
      going.removeIf(each -> !each.isAlive());
      going.add(Thread.ofPlatform().name("fault").start(work));
    }
  }

  /** Waits until nothing is out of order any more, nor about to be; but not for ever. */
  void awaitOver() {
    awaitGoing();
    until(() -> site.places().stream().noneMatch(Place::isArmed));
  }

  private void awaitGoing() {
    List<Thread> all;
    synchronized (going) {
      all = List.copyOf(going);
    }
    long end = System.nanoTime() + LONGEST.toNanos();
    try {
      for (Thread each : all) {
        if (!each.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
          Progress.tell("a fault, or what came with it, does not end");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
