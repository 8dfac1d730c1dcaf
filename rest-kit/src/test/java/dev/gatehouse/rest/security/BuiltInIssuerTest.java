package dev.gatehouse.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInIssuerTest {
  private final Clock clock = Clock.systemUTC();

  @TempDir Path folder;

  @Test
  void theKeyFileIsMadeForItsOwnerAloneAndIsUsedAgain() throws IOException {
    Path file = folder.resolve("keys/tokens.json");

    String token = BuiltInIssuer.open(file, clock).mint("ann@example.com", Duration.ofHours(12));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(verified(BuiltInIssuer.open(file, clock), token).subject())
        .isEqualTo("ann@example.com");
    assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
  }

  @Test
  void severalThatStartAtOnceAgreeOnOneKey() {
    Path file = folder.resolve("tokens.json");

    List<String> keys =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(_ -> BuiltInIssuer.open(file, clock).publicKeys())
            .distinct()
            .toList();

    assertThat(keys).hasSize(1);
    assertThat(keys.getFirst()).contains("\"kty\":\"OKP\"").doesNotContain("\"d\"");
  }

  @Test
  void anotherInstallationsTokenIsRefused() {
    BuiltInIssuer ours = BuiltInIssuer.open(folder.resolve("a.json"), clock);
    String theirs =
        BuiltInIssuer.open(folder.resolve("b.json"), clock).mint("ann", Duration.ofHours(1));

    assertThatThrownBy(() -> verified(ours, theirs))
        .hasMessage("Expected a token signed with a key of its issuer, but it names another.");
  }

  @Test
  void aFileThatHoldsNoKeyIsTold() throws IOException {
    Path file = Files.writeString(folder.resolve("tokens.json"), "hello");

    assertThatThrownBy(() -> BuiltInIssuer.open(file, clock))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Expected an Ed25519 key as a JWK in " + file + ", but it cannot be read.");
  }

  private TokenClaims verified(BuiltInIssuer issuer, String token) {
    return new BearerTokens(List.of(issuer.trusted()), Duration.ZERO, clock)
        .verify(token)
        .blockOptional()
        .orElseThrow();
  }
}
