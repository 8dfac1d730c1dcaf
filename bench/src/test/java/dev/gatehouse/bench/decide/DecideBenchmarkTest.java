package dev.gatehouse.bench.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.task.step.StepInstance;
import org.junit.jupiter.api.Test;

class DecideBenchmarkTest {
  @Test
  void theDecisionsLeadFromTheRequestToTheClosedTask() {
    DecideBenchmark benchmark = new DecideBenchmark();

    assertThat(benchmark.create().currentStep()).isInstanceOf(StepInstance.Approval.class);
    assertThat(benchmark.approve().currentStep()).isInstanceOf(StepInstance.Provision.class);
    assertThat(benchmark.finish().open()).isFalse();
  }
}
