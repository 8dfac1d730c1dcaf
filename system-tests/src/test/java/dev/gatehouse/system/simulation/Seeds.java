package dev.gatehouse.system.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;

/** Plays seeds one after the other, and says of one that fails what is needed to look at it. */
final class Seeds {
  /** Names one seed, to play only that. */
  static final String ONE = "gatehouse.seed";

  /** How many seeds are played. */
  static final String COUNT = "gatehouse.simulation.seeds";

  private static final int USUAL = 500;
  private static final int TOLD_EVERY = 1_000;
  private static final String COMMAND =
      "mvn -pl system-tests -am test -Dtest=SimulationTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgatehouse.seed=";

  private Seeds() {}

  /** The seeds that were asked for. */
  static LongStream wanted() {
    return wanted(System.getProperty(ONE, ""), System.getProperty(COUNT, ""));
  }

  static LongStream wanted(String one, String count) {
    if (!one.isEmpty()) {
      return LongStream.of(number(ONE, one, 0));
    }
    return LongStream.range(0, count.isEmpty() ? USUAL : number(COUNT, count, 1));
  }

  /** Whether only one seed was asked for. */
  static boolean one() {
    return !System.getProperty(ONE, "").isEmpty();
  }

  private static long number(String name, String text, long least) {
    long number;
    try {
      number = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected %s to be a whole number, but it is \"%s\".".formatted(name, text), e);
    }
    if (number < least) {
      throw new IllegalArgumentException(
          "Expected %s to be at least %d, but it is %d.".formatted(name, least, number));
    }
    return number;
  }

  /** Plays them; answers how often what happened in all of them together. */
  static Map<String, Integer> play(LongStream seeds) {
    Map<String, Integer> tally = new TreeMap<>();
    long[] played = {0, 0};
    long start = System.nanoTime();
    long[] all = seeds.toArray();
    for (long seed : all) {
      Simulation simulation = new Simulation(seed, new Parts());
      try {
        onStage(simulation::play);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(failure(seed, e, simulation.lastSteps()), e);
      }
      simulation.tally().forEach((what, times) -> tally.merge(what, times, Integer::sum));
      played[0]++;
      played[1] += simulation.steps();
      if (played[0] % TOLD_EVERY == 0 || played[0] == all.length) {
        System.out.printf(
            "Simulation: %,d of %,d seeds, %,d steps, %.1f s, no promise broken.%n",
            played[0], all.length, played[1], (System.nanoTime() - start) / 1e9);
      }
    }
    return tally;
  }

  /**
   * On a virtual thread, so that handing the turn on is a jump of one thread and not a matter for
   * the operating system.
   */
  static void onStage(Runnable play) {
    FutureTask<Boolean> task = new FutureTask<>(play, true);
    Thread.ofVirtual().name("stage").start(task);
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Expected to play to the end, but it was interrupted.", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  private static String failure(long seed, Throwable e, List<String> lastSteps) {
    List<String> lines = new ArrayList<>();
    lines.add("Seed %d: %s".formatted(seed, e.getMessage()));
    lines.add("The last steps:");
    lastSteps.forEach(step -> lines.add("  " + step));
    lines.add("This seed alone: " + COMMAND + seed);
    lines.add("Every step of it: -Dgatehouse.simulation.trace=true");
    return String.join(System.lineSeparator(), lines);
  }
}
