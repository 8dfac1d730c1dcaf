package dev.gatehouse.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + ID + "-00f067aa0ba902b7-01";

  @Test
  void whatComesInHeadersGoesOnInHeaders() {
    Trace trace = Trace.of(PARENT, "vendor=1");

    assertThat(trace.id()).isEqualTo(ID);
    assertThat(trace.headers()).isEqualTo(Map.of("traceparent", PARENT, "tracestate", "vendor=1"));
    assertThat(Trace.of(Map.of("traceparent", PARENT.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(new Trace(PARENT, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + ID + "-0000000000000000-01",
        "ff-" + ID + "-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-" + ID + "-00f067aa0ba902b7-01\nforged"
      })
  void whatIsMalformedCountsAsAbsent(String parent) {
    assertThat(Trace.of(parent, "vendor=1")).isEqualTo(Trace.NONE);
    assertThat(Trace.NONE.headers()).isEmpty();
    assertThat(Trace.NONE.id()).isEmpty();
  }

  @Test
  void aMalformedStateIsLeftOut() {
    assertThat(Trace.of(PARENT, "a\nb")).isEqualTo(new Trace(PARENT, ""));
    assertThat(Trace.of(PARENT, "x".repeat(513))).isEqualTo(new Trace(PARENT, ""));
  }
}
