package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.system.simulation.QuietLogs;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The promises of {@code docs/reliability.md} on a MongoDB of three members, of which the one that
 * takes writes dies again and again. Each time takes as long as an election does, so it is for long
 * runs alone; the figures are in {@code target/failover}.
 */
@ExtendWith(QuietLogs.class)
@EnabledIfSystemProperty(named = "gatehouse.crash.run", matches = "(?i)long")
class ITFailover {
  private static final int MEMBERS = 3;

  @TestFactory
  Stream<DynamicTest> promisesHoldWhoeverTakesOver() {
    Plan plan = Plan.ofTakeOvers(RunProperties.ofSystem());
    return CrashRun.of(plan, Setup.of(plan).replicated("failover", MEMBERS)).stream()
        .map(
            verdict ->
                DynamicTest.dynamicTest(
                    verdict.promise() + ": " + verdict.words(),
                    () -> assertThat(verdict.violations()).isEmpty()));
  }
}
