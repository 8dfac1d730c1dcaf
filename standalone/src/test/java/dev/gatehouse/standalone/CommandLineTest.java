package dev.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.servers.ServerException;
import dev.gatehouse.standalone.CommandLine.Options;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final Options USUAL = new Options(Path.of("data"), 8080, false);

  @Test
  void shouldReadEveryCommand() {
    assertThat(parse("demo")).isEqualTo(new CommandLine.Demo(false, USUAL));
    assertThat(parse("demo --once --port 9000 --data d --fresh"))
        .isEqualTo(new CommandLine.Demo(true, new Options(Path.of("d"), 9000, true)));
    assertThat(parse("--data d up"))
        .isEqualTo(new CommandLine.Up(new Options(Path.of("d"), 8080, false)));
    assertThat(parse("import a.yaml --dry-run"))
        .isEqualTo(new CommandLine.Import(Path.of("a.yaml"), true, Path.of("data")));
    assertThat(parse("token ann@example.com"))
        .isEqualTo(new CommandLine.Token("ann@example.com", Path.of("data")));
    assertThat(parse("held --data d")).isEqualTo(new CommandLine.Held(Path.of("d")));
    assertThat(parse("resume 12")).isEqualTo(new CommandLine.Resume("12", Path.of("data")));
    assertThat(parse("resume --all")).isEqualTo(new CommandLine.Resume(null, Path.of("data")));
    assertThat(parse("--help")).isEqualTo(new CommandLine.Help());
    assertThat(CommandLine.parse()).isEqualTo(new CommandLine.Help());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "up --once",
        "token",
        "token a b",
        "import",
        "demo --port",
        "demo --port 0",
        "demo --port http",
        "demo --verbose",
        "import f --fresh --once",
        "held 12",
        "resume",
        "resume 12 --all",
        "up --all",
      })
  void shouldSayWhatIsWrongInOneSentence(String line) {
    assertThatThrownBy(() -> parse(line))
        .isInstanceOf(ServerException.class)
        .hasMessageMatching("Expected [^.]*(\\.|; see gatehouse --help\\.)");
  }

  private static CommandLine parse(String line) {
    return CommandLine.parse(line.split(" ", -1));
  }
}
