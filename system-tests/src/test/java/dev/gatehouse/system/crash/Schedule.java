package dev.gatehouse.system.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Which faults come, and in which order. */
final class Schedule {
  /** Points that a worker comes to by its work. */
  static final List<String> POINTS =
      List.of("C1", "C2", "C3", "C5", "C6", "C7", "C8", "C9", "C10", "C11", "C13");

  private static final Duration SHORT_FREEZE = Duration.ofSeconds(10);
  private static final Duration LINK = Duration.ofSeconds(4);
  private static final int OF_EACH_KIND = 20;
  private static final int FREEZES = 40;
  private static final int ROLLS = 10;

  private final Site site;
  private final Faults faults;
  private final Runnable offboard;
  private final Runnable badRecords;

  Schedule(Site site, Faults faults, Runnable offboard, Runnable badRecords) {
    this.site = site;
    this.faults = faults;
    this.offboard = offboard;
    this.badRecords = badRecords;
  }

  List<Fault> of(Plan plan, Setup setup) {
    List<Fault> all =
        setup.mongods() > 1
            ? Collections.nCopies(plan.faults(), faults.takeOver())
            : switch (plan.length()) {
              case SHORT -> once();
              case LONG -> shuffled(plan);
            };
    return all.subList(0, Math.min(all.size(), plan.faults()));
  }

  /** The workers die at their points meanwhile, so what needs both of them comes late. */
  private List<Fault> once() {
    List<Fault> all = new ArrayList<>();
    all.add(bad());
    all.add(leave());
    all.add(faults.loseAnswer());
    all.add(faults.andBack(faults.gatewayDies()));
    all.add(leave());
    all.add(faults.andBack(faults.mongod()));
    all.add(faults.link("of the gateway to MongoDB", site.gateway().mongod(), LINK));
    all.add(faults.andBack(faults.broker()));
    all.add(faults.kill("entitlement-service", List.of(site.catalog())));
    all.add(faults.link("to the broker", site.servers().brokerLink(), LINK));
    all.add(leave());
    // What they leave is old enough to be swept only some time after they died.
    all.add(faults.dieSweeping());
    all.add(faults.roll(site.catalog()));
    all.add(faults.roll(site.gateway()));
    all.add(faults.freeze(SHORT_FREEZE));
    all.add(faults.freeze(SHORT_FREEZE));
    site.workers().forEach(place -> all.add(faults.roll(place)));
    return all;
  }

  /** What the workers die of first, where every point comes once: one after the other. */
  void armWorkers() {
    List<List<String>> queues =
        List.of(
            List.of("C1:3", "C3:2", "C6:2", "C8:3", "C11:2"),
            List.of("C2:2", "C5:3", "C7:2", "C10:2", "C13:2"));
    for (int i = 0; i < queues.size(); i++) {
      queues.get(i).forEach(site.workers().get(i)::dieAt);
    }
  }

  private Fault leave() {
    return new Fault("somebody leaves", () -> faults.beside(offboard));
  }

  private Fault bad() {
    return new Fault("bad records come", () -> faults.beside(badRecords));
  }

  private List<Fault> shuffled(Plan plan) {
    SplittableRandom random = new SplittableRandom(plan.seed());
    List<Fault> all = new ArrayList<>();
    for (int i = 0; i < OF_EACH_KIND; i++) {
      POINTS.forEach(point -> all.add(faults.dieAt(point)));
      all.add(faults.loseAnswer());
      all.add(faults.gatewayDies());
      all.add(faults.mongod());
      all.add(faults.broker());
      Place place = site.places().get(random.nextInt(site.places().size()));
      all.add(
          i % 4 == 0
              ? faults.link("to the broker", site.servers().brokerLink(), LINK)
              : faults.link("of " + place.name() + " to MongoDB", place.mongod(), LINK));
    }
    for (int i = 0; i < FREEZES; i++) {
      all.add(faults.freeze(Duration.ofSeconds(10 + random.nextInt(6))));
    }
    IntStream.range(0, ROLLS)
        .forEach(i -> all.add(faults.roll(site.places().get(i % site.places().size()))));
    IntStream.range(0, ROLLS).forEach(_ -> all.add(bad()));
    IntStream.range(0, ROLLS)
        .forEach(_ -> all.add(faults.kill("entitlement-service", List.of(site.catalog()))));
    Collections.shuffle(all, new Random(plan.seed()));
    for (int i = 0; i < plan.leavers(); i++) {
      // In pairs: somebody leaves, and a worker dies in the middle of that.
      int at = random.nextInt(all.size());
      all.add(at, faults.kill("a worker, while somebody leaves,", site.workers()));
      all.add(at, leave());
    }
    return all;
  }
}
