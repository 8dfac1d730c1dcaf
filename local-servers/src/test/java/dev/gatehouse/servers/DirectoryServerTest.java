package dev.gatehouse.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryServerTest {
  private static final String ELSEWHERE = "127.0.0.2";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void itListensAtTheAddressThatItIsGivenAndNowhereElse() throws IOException {
    assumeTrue(
        exists(ELSEWHERE), "Skipped: this system has one address only for connections to itself.");
    int port = Ports.free();

    try (ChildProcess server = start(port, ELSEWHERE)) {
      server.awaitReady(LIMIT, () -> accepts(ELSEWHERE, port));

      assertThat(accepts("127.0.0.1", port)).isFalse();
    }
  }

  @Test
  void entriesOfTheFirstVersionsAreTakenAndWrittenWithAnEnd() throws IOException {
    Path entries = folder.resolve("entries.ldif");
    int port = Ports.free();
    try (ChildProcess server = start(port, "127.0.0.1")) {
      server.awaitReady(LIMIT, () -> accepts("127.0.0.1", port));
    }
    String whole = Files.readString(entries);
    assertThat(whole).startsWith("# ").endsWith("\n# end of the entries\n");
    String early =
        whole.substring(whole.indexOf("dn:"), whole.length() - "\n# end of the entries\n".length());

    Files.writeString(entries, early);
    int next = Ports.free();
    try (ChildProcess server = start(next, "127.0.0.1")) {
      server.awaitReady(LIMIT, () -> accepts("127.0.0.1", next));
    }

    assertThat(Files.readString(entries)).isEqualTo(whole);
    // What was cut off is refused: in the middle of an entry, and where an end must be.
    expectDamaged(entries, early.substring(0, early.length() / 2));
    expectDamaged(entries, whole.substring(0, whole.indexOf("\n# end")));
  }

  private void expectDamaged(Path entries, String content) throws IOException {
    Files.writeString(entries, content);
    int port = Ports.free();
    try (ChildProcess server = start(port, "127.0.0.1")) {
      assertThatThrownBy(() -> server.awaitReady(LIMIT, () -> accepts("127.0.0.1", port)))
          .isInstanceOf(ServerException.class)
          .hasMessageEndingWith("but the file is damaged: its end is missing.");
    }
    assertThat(entries).hasContent(content);
  }

  private ChildProcess start(int port, String address) throws IOException {
    Path seed =
        Files.writeString(
            folder.resolve("seed.ldif"),
            "dn: dc=example,dc=com\nobjectClass: domain\ndc: example\n");
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    List<String> command =
        new JavaCommand(
                64,
                JavaCommand.classPathOf(DirectoryServer.class, InMemoryDirectoryServer.class),
                List.of())
            .running(
                DirectoryServer.class.getName(),
                Integer.toString(port),
                folder.resolve("entries.ldif").toString(),
                seed.toString(),
                "dc=example,dc=com",
                "cn=admin,dc=example,dc=com",
                password.toString(),
                address);
    return ChildProcess.start("a directory", folder.resolve("pid"), folder.resolve("log"), command);
  }

  private static boolean exists(String address) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean accepts(String address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
