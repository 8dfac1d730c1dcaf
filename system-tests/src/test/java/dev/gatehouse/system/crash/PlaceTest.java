package dev.gatehouse.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.servers.Ports;
import dev.gatehouse.testkit.FaultyLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class PlaceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void aPortInUseIsToldOfInOneSentence() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FaultyLink link = FaultyLink.to("127.0.0.1", other.getLocalPort())) {
      int port = other.getLocalPort();
      try (Place place =
          new Place(
              "gateway",
              port,
              link,
              _ -> {
                Ports.expectFree(port, "gateway");
                throw new AssertionError("the port was free");
              },
              new Tally())) {

        place.begin();

        long end = System.nanoTime() + PATIENCE.toNanos();
        while (place.trouble().isEmpty() && System.nanoTime() < end) {
          LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(place.trouble())
            .hasValueSatisfying(
                trouble ->
                    assertThat(trouble)
                        .hasMessage(
                            "Expected port %d to be free for gateway, but another program holds it."
                                .formatted(port)));
      }
    }
  }
}
