package dev.gatehouse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.bench.result.OverloadCell;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverloadTest {
  @Test
  void itIsNormalAgainInTheFirstSecondThatRefusesNothingAndIsAsFastAsBefore() {
    List<OverloadCell.Second> seconds =
        List.of(
            second(10, 0, 500),
            second(10, 0, 20),
            second(50, 200, 900),
            second(10, 3, 30),
            second(10, 0, 41),
            second(10, 0, 40));

    assertThat(Overload.recovery(seconds, 2, 3)).isEqualTo(2);
  }

  @Test
  void itMayNeverBeNormalAgain() {
    List<OverloadCell.Second> seconds =
        List.of(second(10, 0, 20), second(10, 0, 20), second(50, 200, 900), second(0, 0, 0));

    assertThat(Overload.recovery(seconds, 2, 3)).isNegative();
  }

  private static OverloadCell.Second second(long accepted, long refused, double p99) {
    return new OverloadCell.Second(
        "load", accepted + refused, accepted, refused, 0, p99 / 2, p99, p99, 1, 1);
  }
}
