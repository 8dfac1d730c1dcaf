package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.system.simulation.QuietLogs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Timers on real processes (P7): each fires once, not before its time and soon after it, whichever
 * of the workers that look for them dies or stands still. How many there are is said by the system
 * properties {@code gatehouse.crash.*}, see {@link TimerPlan}; the figures are in {@code
 * target/timers}.
 */
@ExtendWith(QuietLogs.class)
class ITTimers {
  @TestFactory
  Stream<DynamicTest> eachTimerFiresOnceAndNotBeforeItsTime() {
    return TimersRun.of(TimerPlan.of(RunProperties.ofSystem())).stream()
        .map(
            verdict ->
                DynamicTest.dynamicTest(
                    verdict.promise() + ": " + verdict.words(),
                    () -> assertThat(verdict.violations()).isEmpty()));
  }
}
