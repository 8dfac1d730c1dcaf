package dev.gatehouse.bench.decide;

import dev.gatehouse.bench.result.DecideCell;
import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the decisions under JMH, in a JVM of their own. */
public final class DecideRun {
  private DecideRun() {}

  /**
   * Measures each.
   *
   * @param log takes JMH's own output
   */
  public static List<DecideCell> run(boolean quick, Path log) {
    Options options =
        new OptionsBuilder()
            .include(DecideBenchmark.class.getName())
            .addProfiler(GCProfiler.class)
            .forks(quick ? 1 : 3)
            .warmupIterations(quick ? 3 : 5)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.seconds(1))
            .output(log.toString())
            .build();
    try {
      return new Runner(options).run().stream().map(DecideRun::cell).toList();
    } catch (RunnerException e) {
      throw new ServerException(
          "Expected JMH to run, but %s; its output is in %s.".formatted(e.getMessage(), log), e);
    }
  }

  private static DecideCell cell(RunResult run) {
    Result<?> time = run.getPrimaryResult();
    Result<?> allocated = run.getSecondaryResults().get("gc.alloc.rate.norm");
    return new DecideCell(
        time.getLabel(),
        time.getScore(),
        time.getScoreError(),
        allocated == null ? 0 : allocated.getScore());
  }
}
