package dev.gatehouse.servers;

import static org.assertj.core.api.Assertions.assertThat;
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

  @TempDir Path folder;

  @Test
  void itListensAtTheAddressThatItIsGivenAndNowhereElse() throws IOException {
    assumeTrue(
        exists(ELSEWHERE), "Skipped: this system has one address only for connections to itself.");
    int port = Ports.free();

    try (ChildProcess server = start(port, ELSEWHERE)) {
      server.awaitReady(Duration.ofSeconds(60), () -> accepts(ELSEWHERE, port));

      assertThat(accepts("127.0.0.1", port)).isFalse();
    }
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
