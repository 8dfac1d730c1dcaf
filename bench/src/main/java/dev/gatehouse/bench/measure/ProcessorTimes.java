package dev.gatehouse.bench.measure;

import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Processor time that processes and the whole machine have used so far, in milliseconds.
 *
 * @param processes by name
 * @param compilers what of it went to the just-in-time compilers of those that are JVMs
 * @param machineBusy of all processors together, other programs included
 */
record ProcessorTimes(
    Map<String, Double> processes, Map<String, Double> compilers, double machineBusy) {
  /** The kernel counts in hundredths of a second for programs, whatever its own clock is. */
  private static final double MILLIS_PER_TICK = 10;

  /** The kernel keeps the first fifteen letters of a thread's name. */
  private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler");

  private static final int USER = 13 - 2;
  private static final int SYSTEM = 14 - 2;

  /** What the processes with these ids have used. */
  static ProcessorTimes now(Map<String, Long> pids) {
    Map<String, Double> used = new LinkedHashMap<>();
    Map<String, Double> compilers = new LinkedHashMap<>();
    pids.forEach(
        (name, pid) -> {
          used.put(name, of(name, pid));
          compilers.put(name, compilers(pid));
        });
    return new ProcessorTimes(used, compilers, machine(read(Path.of("/proc/stat"))));
  }

  private static double of(String name, long pid) {
    try {
      return process(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (IOException e) {
      throw new ServerException(
          "Expected %s to run with the pid %d, but %s.".formatted(name, pid, e), e);
    }
  }

  /** A thread that has ended, as compilers do that have nothing to do, is not counted any more. */
  private static double compilers(long pid) {
    double used = 0;
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        if (COMPILER.matcher(stat).find()) {
          used += process(stat);
        }
      }
      return used;
    } catch (IOException | UncheckedIOException e) {
      // A thread ended between the two looks.
      return used;
    }
  }

  /** From {@code /proc/PID/stat}, whose second field may hold blanks and brackets. */
  static double process(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * MILLIS_PER_TICK;
  }

  /** From the first line of {@code /proc/stat}: everything but idle and waiting for disks. */
  static double machine(String stat) {
    List<Long> ticks =
        List.of(stat.lines().findFirst().orElseThrow().replaceFirst("cpu +", "").split(" ", -1))
            .stream()
            .map(Long::parseLong)
            .toList();
    long busy =
        ticks.get(0) + ticks.get(1) + ticks.get(2) + ticks.get(5) + ticks.get(6) + ticks.get(7);
    return busy * MILLIS_PER_TICK;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ServerException("Expected to read %s, but %s.".formatted(file, e), e);
    }
  }

  /** What has been used since an earlier look. */
  ProcessorTimes since(ProcessorTimes before) {
    return new ProcessorTimes(
        since(before.processes, processes),
        since(before.compilers, compilers),
        machineBusy - before.machineBusy);
  }

  private static Map<String, Double> since(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> used = new LinkedHashMap<>();
    after.forEach((name, now) -> used.put(name, Math.max(0, now - before.getOrDefault(name, 0.0))));
    return used;
  }
}
