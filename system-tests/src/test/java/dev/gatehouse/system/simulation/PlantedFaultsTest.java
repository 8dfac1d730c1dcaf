package dev.gatehouse.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A harness that misses one of the faults that are planted here would miss a real one too. */
@ExtendWith(QuietLogs.class)
class PlantedFaultsTest {
  private static final int MOST_SEEDS = 400;

  /** How a fault was found. */
  private record Found(PlantedFault fault, String promise, int seeds, long steps) {}

  @Test
  void everyPlantedFaultIsFound() {
    List<Found> found = new ArrayList<>();
    List<PlantedFault> missed = new ArrayList<>();
    System.out.println("Planted fault            found by  seeds  meaning");
    for (PlantedFault fault : PlantedFault.values()) {
      Found how = find(fault);
      if (how == null) {
        missed.add(fault);
      } else {
        found.add(how);
        System.out.printf(
            "%-24s %-8s %6d  %s%n", fault, how.promise(), how.seeds(), fault.meaning());
      }
    }
    assertThat(missed).as("faults that no check found").isEmpty();
    assertThat(found).hasSize(PlantedFault.values().length);
  }

  private static Found find(PlantedFault fault) {
    for (int seed = 0; seed < MOST_SEEDS; seed++) {
      Simulation simulation = new Simulation(seed, fault.parts());
      try {
        Seeds.onStage(simulation::play);
      } catch (Broken e) {
        return new Found(fault, e.violation().promise(), seed + 1, simulation.steps());
      }
    }
    return null;
  }
}
