package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatenessTest {
  @Test
  void sharesAreOfAll() {
    Lateness lateness =
        Lateness.of(IntStream.rangeClosed(1, 200).mapToObj(Duration::ofSeconds).toList());

    assertThat(lateness.row("all")).containsExactly("all", "200", "100.00", "198.00", "200.00");
  }

  @Test
  void nothingIsNotLate() {
    assertThat(Lateness.of(List.of()).row("all"))
        .containsExactly("all", "0", "0.00", "0.00", "0.00");
  }
}
