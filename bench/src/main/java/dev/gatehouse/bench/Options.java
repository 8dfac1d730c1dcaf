package dev.gatehouse.bench;

import dev.gatehouse.bench.install.Layout;
import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the person at the terminal wants measured.
 *
 * @param parts that run
 * @param layouts that lifecycles are measured on
 * @param out where results go; those that are there already are kept and not measured again
 * @param quick shorter everything, to compare changes
 * @param concurrency of the closed loops
 * @param jvmOptions for every service on top of the usual ones
 * @param record services that a flight recording is made of
 * @param cell how long a cell is measured
 * @param warmUp lifecycles before the first cell
 * @param stored how many tasks there are when growth is measured
 */
record Options(
    Set<Part> parts,
    List<Layout> layouts,
    Path out,
    boolean quick,
    List<Integer> concurrency,
    List<String> jvmOptions,
    List<String> record,
    Duration cell,
    int warmUp,
    List<Long> stored) {

  /** The end of a cell is looked at more closely, so it needs some length. */
  private static final int SHORTEST = 5;

  private static final List<Integer> USUAL = List.of(1, 32, 128, 512);
  private static final List<Long> STORED = List.of(10_000L, 1_000_000L);
  private static final List<Long> STORED_QUICK = List.of(10_000L);
  private static final List<Integer> USUAL_QUICK = List.of(1, 32, 128);

  /**
   * Reads the arguments; throws a {@link ServerException} with a sentence if they make no sense.
   */
  static Options parse(Path usualOut, String... arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    Set<Part> parts = EnumSet.noneOf(Part.class);
    List<Layout> layouts = new ArrayList<>();
    Path out = usualOut;
    boolean quick = false;
    List<Integer> concurrency = List.of();
    List<String> jvmOptions = List.of();
    List<String> record = List.of();
    int seconds = 0;
    int warmUp = 0;
    List<Long> stored = List.of();
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--quick" -> quick = true;
        case "--only" -> list(argument, rest).forEach(name -> parts.add(Part.of(name)));
        case "--layout" -> list(argument, rest).forEach(name -> layouts.add(Layout.of(name)));
        case "--out" -> out = Path.of(value(argument, rest));
        case "--concurrency" ->
            concurrency = list(argument, rest).stream().map(text -> count(argument, text)).toList();
        case "--jvm" -> jvmOptions = Arrays.asList(value(argument, rest).split(" +"));
        case "--seconds" -> seconds = count(argument, value(argument, rest));
        case "--warm-up" -> warmUp = count(argument, value(argument, rest));
        case "--stored" ->
            stored =
                list(argument, rest).stream()
                    .map(text -> (long) count(argument, text))
                    .sorted()
                    .toList();
        case "--jfr" -> record = list(argument, rest);
        default ->
            throw new ServerException(
                "Expected an option of the benchmark, but %s is none; see bench/run --help."
                    .formatted(argument));
      }
    }
    if (parts.isEmpty()) {
      parts.addAll(quick ? EnumSet.of(Part.LIFECYCLE) : EnumSet.allOf(Part.class));
    }
    if (layouts.isEmpty()) {
      layouts.addAll(quick ? List.of(Layout.SERVICES) : List.of(Layout.values()));
    }
    if (concurrency.isEmpty()) {
      concurrency = quick ? USUAL_QUICK : USUAL;
    }
    if (stored.isEmpty()) {
      stored = quick ? STORED_QUICK : STORED;
    }
    return new Options(
        parts,
        List.copyOf(layouts),
        out,
        quick,
        concurrency,
        jvmOptions,
        record,
        Duration.ofSeconds(seconds > 0 ? Math.max(seconds, SHORTEST) : quick ? 10 : 30),
        warmUp > 0 ? warmUp : quick ? 3_000 : 10_000,
        stored);
  }

  private static List<String> list(String option, Deque<String> rest) {
    return Arrays.asList(value(option, rest).split(",", -1));
  }

  private static int count(String option, String text) {
    if (text.matches("[1-9]\\d{0,7}")) {
      return Integer.parseInt(text);
    }
    throw new ServerException(
        "Expected %s to be numbers from 1 to 99999999, but \"%s\" is none."
            .formatted(option, text));
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty() || rest.peek().isBlank()) {
      throw new ServerException("Expected a value after %s, but there is none.".formatted(option));
    }
    return rest.pop();
  }
}
