package dev.gatehouse.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  @Test
  void aPageWith200IsHealthyAndOneWith503IsNot() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer(server, "/up", 200);
    answer(server, "/down", 503);
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(HealthProbe.check(address + "/up")).isEmpty();
      assertThat(HealthProbe.check(address + "/down"))
          .isEqualTo("Expected 200 at " + address + "/down, but it was 503.");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aPortThatTakesConnectionsIsHealthyAndAClosedOneIsNot() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
      assertThat(HealthProbe.check("tcp://127.0.0.1:" + port)).isEmpty();
    }
    assertThat(HealthProbe.check("tcp://127.0.0.1:" + port)).contains("Expected an answer at");
    assertThat(HealthProbe.check("http://127.0.0.1:" + port)).contains("Expected an answer at");
  }

  @Test
  void anAddressOfAnotherKindIsRefused() {
    assertThat(HealthProbe.check("ftp://localhost")).contains("but it was ftp://localhost");
    assertThat(HealthProbe.check("no address")).contains("Expected an answer at no address");
    assertThat(HealthProbe.check("tcp://nowhere")).contains("Expected an answer at tcp://nowhere");
  }

  private static void answer(HttpServer server, String path, int code) {
    server.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(code, -1);
          exchange.close();
        });
  }
}
