package dev.gatehouse.core.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 63, 64, 100})
  void allPlacesTogetherHaveEverythingAndNoneHasWhatAnotherHas(int places) {
    List<Shards> shares =
        IntStream.range(0, places).mapToObj(place -> Shards.of(Set.of(place), places)).toList();

    assertThat(shares.stream().mapToInt(share -> share.numbers().size()).sum())
        .isEqualTo(Shards.COUNT);
    assertThat(
            shares.stream().flatMap(share -> share.numbers().stream()).collect(Collectors.toSet()))
        .hasSize(Shards.COUNT);
    assertThat(shares.stream().filter(Shards::unmarked)).hasSize(1);
  }

  @Test
  void whoHasNoPlaceHasNothingAndWhoHasAllHasEverything() {
    assertThat(Shards.NONE.isNone()).isTrue();
    assertThat(Shards.of(Set.of(), 8).isNone()).isTrue();
    assertThat(Shards.ALL.isAll()).isTrue();
    assertThat(Shards.of(Set.of(0, 1, 2), 3).isAll()).isTrue();
    assertThat(Shards.of(Set.of(1, 2), 3).isAll()).isFalse();
    assertThat(Shards.of(Set.of(1, 2), 3).isNone()).isFalse();
  }

  @Test
  void idsAreSpreadOverAllShardsAndStayInTheirs() {
    Set<Integer> found = new TreeSet<>();
    for (int i = 0; i < 1000; i++) {
      found.add(Shards.of(DerivedId.of("task", "" + i)));
    }
    assertThat(found).hasSize(Shards.COUNT).allMatch(shard -> shard >= 0 && shard < Shards.COUNT);
    // What was stored must be found again: these numbers never change.
    assertThat(Shards.of("")).isZero();
    assertThat(Shards.of("2QDWkBqv0Zb0mTPaG6hVbmDlpXA"))
        .isEqualTo(Shards.of(new TaskId("2QDWkBqv0Zb0mTPaG6hVbmDlpXA")));
  }
}
