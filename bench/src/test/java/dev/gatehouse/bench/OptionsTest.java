package dev.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.bench.install.Layout;
import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  private static final Path OUT = Path.of("out");

  @Test
  void withoutOptionsEverythingIsMeasuredOnBothLayouts() {
    Options options = Options.parse(OUT);

    assertThat(options.parts()).containsExactly(Part.values());
    assertThat(options.layouts()).containsExactly(Layout.values());
    assertThat(options.concurrency()).containsExactly(1, 32, 128, 512);
    assertThat(options.warmUp()).isGreaterThanOrEqualTo(8_000);
    assertThat(options.out()).isEqualTo(OUT);
  }

  @Test
  void quickMeasuresLifecyclesOnTheServices() {
    Options options = Options.parse(OUT, "--quick");

    assertThat(options.parts()).containsExactly(Part.LIFECYCLE);
    assertThat(options.layouts()).containsExactly(Layout.SERVICES);
    assertThat(options.concurrency()).containsExactly(1, 32, 128);
  }

  @Test
  void everyOptionIsTaken() {
    Options options =
        Options.parse(
            OUT,
            "--only",
            "lifecycle",
            "--layout",
            "standalone",
            "--out",
            "there",
            "--concurrency",
            "8,16",
            "--jvm",
            "-XX:+UseSerialGC -Xss512k",
            "--jfr",
            "policy-worker");

    assertThat(options.parts()).containsExactly(Part.LIFECYCLE);
    assertThat(options.layouts()).containsExactly(Layout.STANDALONE);
    assertThat(options.out()).isEqualTo(Path.of("there"));
    assertThat(options.concurrency()).containsExactly(8, 16);
    assertThat(options.jvmOptions()).containsExactly("-XX:+UseSerialGC", "-Xss512k");
    assertThat(options.record()).containsExactly("policy-worker");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--fast | Expected an option of the benchmark, but --fast is none; see bench/run --help.",
        "'--out ' | Expected a value after --out, but there is none.",
        "--out | Expected a value after --out, but there is none.",
        "--concurrency 0 | Expected --concurrency to be numbers from 1 to 99999999, but \"0\" is"
            + " none.",
        "--concurrency 1,,2 | Expected --concurrency to be numbers from 1 to 99999999, but \"\" is"
            + " none.",
        "--layout cluster | Expected --layout to be one of services, standalone, but it was"
            + " cluster.",
      })
  void badOptionsGetOneSentence(String line, String sentence) {
    assertThatThrownBy(() -> Options.parse(OUT, line.split(" ", -1)))
        .isInstanceOf(ServerException.class)
        .hasMessage(sentence);
  }

  @Test
  void anUnknownPartIsNamedWithThoseThatExist() {
    assertThatThrownBy(() -> Options.parse(OUT, "--only", "speed"))
        .isInstanceOf(ServerException.class)
        .hasMessageStartingWith("Expected --only to name lifecycle")
        .hasMessageEndingWith("but it named speed.");
  }
}
