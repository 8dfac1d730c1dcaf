package dev.gatehouse.bench.measure;

import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processor time that processes and the whole machine have used so far, in milliseconds.
 *
 * @param processes by name
 * @param machineBusy of all processors together, other programs included
 */
record ProcessorTimes(Map<String, Double> processes, double machineBusy) {
  /** The kernel counts in hundredths of a second for programs, whatever its own clock is. */
  private static final double MILLIS_PER_TICK = 10;

  private static final int USER = 13 - 2;
  private static final int SYSTEM = 14 - 2;

  /** What the processes with these ids have used. */
  static ProcessorTimes now(Map<String, Long> pids) {
    Map<String, Double> used = new LinkedHashMap<>();
    pids.forEach((name, pid) -> used.put(name, of(name, pid)));
    return new ProcessorTimes(used, machine(read(Path.of("/proc/stat"))));
  }

  private static double of(String name, long pid) {
    try {
      return process(Files.readString(Path.of("/proc/" + pid + "/stat")));
    } catch (IOException e) {
      throw new ServerException(
          "Expected %s to run with the pid %d, but %s.".formatted(name, pid, e), e);
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
    Map<String, Double> used = new LinkedHashMap<>();
    processes.forEach(
        (name, now) -> used.put(name, now - before.processes.getOrDefault(name, 0.0)));
    return new ProcessorTimes(used, machineBusy - before.machineBusy);
  }
}
