package dev.gatehouse.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessorTimesTest {
  @Test
  void aProcessesTimeIsThatOfUserAndSystemWhateverItsName() {
    String stat =
        "4711 (a ) name) S 1 4711 4711 0 -1 4194560 1000 0 3 0 120 34 5 6 20 0 30 0 12345 1 1\n";

    assertThat(ProcessorTimes.process(stat)).isEqualTo(1540);
  }

  @Test
  void theMachineIsBusyWithAllButIdleAndWaiting() {
    String stat = "cpu  100 10 50 9000 400 1 2 3 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n";

    assertThat(ProcessorTimes.machine(stat)).isEqualTo(1660);
  }

  @Test
  void ourOwnProcessIsReadFromTheSystem() {
    ProcessorTimes before =
        ProcessorTimes.now(Map.of("own", ProcessHandle.current().pid(), "init", 1L));

    assertThat(before.processes().get("own")).isPositive();
    assertThat(before.since(before).machineBusy()).isZero();
  }
}
