package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanTest {
  @Test
  void aRunIsShortUnlessMoreIsWanted() {
    assertThat(plan(Map.of()).length()).isEqualTo(Plan.Length.SHORT);
    assertThat(plan(Map.of("gatehouse.crash.run", "long")).length()).isEqualTo(Plan.Length.LONG);
  }

  @Test
  void propertiesSayHowMuchIsTried() {
    Plan plan =
        plan(
            Map.of(
                "gatehouse.crash.run", "long",
                "gatehouse.crash.seed", "42",
                "gatehouse.crash.tasks", "2000",
                "gatehouse.crash.faults", "40",
                "gatehouse.crash.minutes", "7"));

    assertThat(plan.seed()).isEqualTo(42);
    assertThat(plan.accesses()).isEqualTo(2000);
    assertThat(plan.faults()).isEqualTo(40);
    assertThat(plan.longest()).hasMinutes(7);
  }

  @Test
  void whatIsNoSeedIsToldOfInOneSentence() {
    assertThatThrownBy(() -> plan(Map.of("gatehouse.crash.seed", "monday")))
        .hasMessage("Expected gatehouse.crash.seed to be a whole number, but it was \"monday\".");
  }

  @Test
  void whatIsNoNumberOrTooSmallIsToldOfInOneSentence() {
    assertThatThrownBy(() -> plan(Map.of("gatehouse.crash.minutes", "0")))
        .hasMessage(
            "Expected gatehouse.crash.minutes to be a whole number from 1 on, but it was \"0\".");
    assertThatThrownBy(() -> plan(Map.of("gatehouse.crash.run", "endless")))
        .hasMessage("Expected gatehouse.crash.run to be short or long, but it was \"endless\".");
  }

  private static Plan plan(Map<String, String> properties) {
    return Plan.of(new RunProperties(properties::get));
  }
}
