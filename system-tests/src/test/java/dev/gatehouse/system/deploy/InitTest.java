package dev.gatehouse.system.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.rest.security.BuiltInIssuer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/compose/init} in a folder of its own. */
class InitTest {
  @TempDir Path folder;

  @BeforeEach
  void copyTheScripts() throws IOException {
    for (String script : List.of("deploy/token-key", "deploy/compose/init")) {
      Files.createDirectories(folder.resolve(script).getParent());
      Files.copy(Project.ROOT.resolve(script), folder.resolve(script));
    }
  }

  @Test
  void theFilesThatComposeNamesAreMadeOnce() throws IOException {
    Tool.expect("openssl");
    Tool bash = Tool.expect("bash");

    Tool.Outcome first = bash.run(folder, List.of("deploy/compose/init"));
    String env = Files.readString(folder.resolve(".env"));
    Tool.Outcome second = bash.run(folder, List.of("deploy/compose/init"));

    assertThat(first.code()).as(first.output()).isZero();
    assertThat(env).containsPattern("GATEHOUSE_INSTALLATION_KEYS=k1:[A-Za-z0-9+/]{43}=\n");
    assertThat(second.code()).isOne();
    assertThat(second.output()).contains("nothing was changed");
    assertThat(Files.readString(folder.resolve(".env"))).isEqualTo(env);
    Map<String, Object> secrets =
        Project.map(Project.documents("docker-compose.yml").getFirst(), "secrets");
    assertThat(secrets.values())
        .isNotEmpty()
        .allSatisfy(
            secret -> {
              Path file = folder.resolve((String) Project.map(secret).get("file"));
              assertThat(file).isRegularFile();
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------");
            });
    try (Stream<String> lines =
        Files.lines(folder.resolve("deploy/compose/secrets/directory-password"))) {
      assertThat(lines).singleElement().asString().matches("[0-9a-f]{32}");
    }
    assertThat(folder.resolve("deploy/compose/directory")).isEmptyDirectory();
  }

  @Test
  void theTokenKeyIsOneOfTheBuiltInIssuer() throws IOException {
    Tool.expect("openssl");
    Tool.Outcome key = Tool.expect("bash").run(folder, List.of("deploy/token-key"));
    Path file = Files.writeString(folder.resolve("key.json"), key.output());

    BuiltInIssuer issuer = BuiltInIssuer.open(file, Clock.systemUTC());

    assertThat(issuer.publicKeys()).contains("\"kid\"").doesNotContain("\"d\"");
  }
}
