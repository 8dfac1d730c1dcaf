package dev.gatehouse.bench.result;

import java.util.List;
import java.util.Map;

/**
 * Commands that waited when a worker started.
 *
 * @param commands how many
 * @param seconds from the start of the worker's process until all were done
 * @param secondsOfWork from the first progress until all were done
 * @param done how many were done, second by second since the start
 * @param cpuMillis processor time of each command, by process
 */
public record BacklogCell(
    long commands,
    double seconds,
    double secondsOfWork,
    List<Long> done,
    Map<String, Double> cpuMillis) {

  public double perSecond() {
    return commands / secondsOfWork;
  }
}
