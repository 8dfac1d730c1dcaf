package dev.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
  @TempDir private Path folder;

  @Test
  void shouldBeUsedByOneAtATime() {
    Path path = folder.resolve("data");
    try (DataDirectory data = DataDirectory.open(path, false)) {
      assertThat(data.root()).isEqualTo(path);
      assertThatThrownBy(() -> DataDirectory.open(path, true))
          .isInstanceOf(ServerException.class)
          .hasMessage(
              "Expected nobody else to use %s, but another Gatehouse (process %d) runs on it.",
              path, ProcessHandle.current().pid());
    }
    DataDirectory.open(path, false).close();
  }

  @Test
  void shouldStopWhatAKilledGatehouseLeftBeforeAnythingIsAskedForItsPort() throws IOException {
    DataDirectory.open(folder, false).close();
    Path home = Files.createDirectory(folder.resolve("mongod"));
    try (ChildProcess left =
        ChildProcess.start(
            "the server",
            home.resolve("mongod.pid"),
            home.resolve("mongod.out"),
            List.of("sleep", "600"))) {
      DataDirectory.open(folder, false).close();
      assertThat(left.isAlive()).isFalse();
    }
  }

  @Test
  void shouldGoOnWhereAFirstStartWasKilled() throws IOException {
    Files.createFile(folder.resolve("gatehouse.lock"));
    DataDirectory.open(folder, false).close();
    assertThat(folder.resolve("gatehouse.layout")).hasContent("1");
  }

  @Test
  void shouldNotTouchFilesThatAreNotItsOwn() throws IOException {
    Path letter = Files.writeString(folder.resolve("letter.txt"), "Dear Ann\n");
    for (boolean fresh : List.of(true, false)) {
      assertThatThrownBy(() -> DataDirectory.open(folder, fresh))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("but it holds other files and no gatehouse.layout.");
    }
    assertThat(letter).hasContent("Dear Ann");
  }

  @Test
  void shouldSayThatItIsDamaged() throws IOException {
    DataDirectory.open(folder, false).close();
    Files.writeString(folder.resolve("gatehouse.layout"), "???");
    assertThatThrownBy(() -> DataDirectory.open(folder, false))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("it is damaged or of another version");
  }

  @Test
  void shouldBeginAfresh() throws IOException {
    try (DataDirectory data = DataDirectory.open(folder, false)) {
      Files.createDirectories(data.resolve("mongod/data"));
      Files.writeString(data.resolve("mongod/data/file"), "old");
    }
    try (DataDirectory data = DataDirectory.open(folder, true)) {
      assertThat(data.resolve("mongod")).doesNotExist();
    }
  }

  @Test
  void shouldKeepSecretsToTheOwner() throws IOException {
    String first;
    try (DataDirectory data = DataDirectory.open(folder, false)) {
      first = Secrets.of(data).installationKeys();
      assertThat(first).matches("k1:[A-Za-z0-9+/]{43}=");
      Path file = folder.resolve("keys/installation.keys");
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      assertThat(Secrets.of(data).installationKeys()).isEqualTo(first);
      Files.writeString(file, "k1:short");
      assertThatThrownBy(() -> Secrets.of(data).installationKeys())
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("but the file is damaged");
      Files.writeString(file, first);
      Secrets.of(data).issuer(Clock.systemUTC());
      Files.writeString(Secrets.of(data).issuerKeyFile(), "{\"kty\":");
      assertThatThrownBy(() -> Secrets.of(data).issuer(Clock.systemUTC()))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("keys/issuer.jwk, but the file is damaged");
    }
  }

  @Test
  void shouldKeepPortsFromStartToStart() {
    try (DataDirectory data = DataDirectory.open(folder, false)) {
      PortBook book = PortBook.of(data);
      int usual = dev.gatehouse.servers.Ports.free();
      assertThat(book.portOf("kafka", usual)).isEqualTo(usual);
      int other = book.portOf("registry", usual);
      assertThat(other).isNotEqualTo(usual);
      book.reserve(8888);
      assertThat(book.portOf("policy-worker", 8888)).isNotEqualTo(8888);
      book.save();
      assertThat(PortBook.of(data).portOf("registry", usual)).isEqualTo(other);
    }
  }

  @Test
  void shouldWriteAndReadCredentials() throws IOException {
    Credentials.Person ann =
        new Credentials.Person("u1", "ann@example.com", "Ann", List.of("SUPER_ADMIN"), "t");
    Credentials written =
        new Credentials("http://localhost:1", "k:2", "http://r:3", "mongodb://m", List.of(ann));
    try (DataDirectory data = DataDirectory.open(folder, false)) {
      written.write(data);
      assertThat(Credentials.read(data)).isEqualTo(written);
      assertThat(Credentials.read(data).withEmail("ANN@example.com")).contains(ann);
      assertThat(Files.getPosixFilePermissions(folder.resolve("credentials.json")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      Files.writeString(folder.resolve("credentials.json"), "{\"users\": [");
      assertThatThrownBy(() -> Credentials.read(data))
          .hasMessageEndingWith("but it cannot be read; gatehouse up writes it.");
      assertThat(Credentials.known(data)).isEmpty();
    }
  }
}
