package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.system.simulation.QuietLogs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The promises of {@code docs/reliability.md} on real processes. How much is tried is said by the
 * system properties {@code gatehouse.crash.*}, see {@link Plan}; the figures are in {@code
 * target/crash/report.json}.
 */
@ExtendWith(QuietLogs.class)
class ITCrashes {
  @TestFactory
  Stream<DynamicTest> promisesHoldWhateverDies() {
    Plan plan = Plan.of(RunProperties.ofSystem());
    return CrashRun.of(plan, Setup.of(plan)).stream()
        .map(
            verdict ->
                DynamicTest.dynamicTest(
                    verdict.promise() + ": " + verdict.words(),
                    () -> assertThat(verdict.violations()).isEmpty()));
  }
}
