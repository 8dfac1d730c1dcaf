package dev.gatehouse.bench.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.bench.measure.Cost;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecipeTest {
  @Test
  void itRepeatsWhatOneLifecycleSendsAndWritesInWholeNumbers() {
    Cost cost =
        new Cost(
            Map.of(),
            Map.of(),
            2,
            Map.of("task-events", 3.97, "__consumer_offsets", 2.0),
            Map.of("task-events", 3970.0, "__consumer_offsets", 100.0),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of("gatehouse.tasks update", 2.04, "gatehouse.counters update", 0.01),
            Map.of("gatehouse.tasks update", 204.0, "gatehouse.counters update", 1.0),
            1);

    Recipe recipe = Recipe.of(cost);

    assertThat(recipe.records()).hasSize(4).containsOnly(new Recipe.Sent("task-events", 1000));
    assertThat(recipe.writes())
        .hasSize(2)
        .containsOnly(new Recipe.Written("gatehouse_tasks", Recipe.Kind.UPDATE, 100));
  }
}
