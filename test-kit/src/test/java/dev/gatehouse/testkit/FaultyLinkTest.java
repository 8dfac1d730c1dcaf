package dev.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link to a server that answers each line with the same line. */
class FaultyLinkTest {
  private ServerSocket server;
  private FaultyLink link;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    link = FaultyLink.to("127.0.0.1", server.getLocalPort());
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The link broke, as it was meant to.
    }
  }

  @AfterEach
  void stop() throws IOException {
    link.close();
    server.close();
  }

  @Test
  void aLinkThatIsCutEndsWhatIsThereAndLetsNothingIn() throws IOException {
    try (Socket before = connect()) {
      assertThat(answer(before, "one")).isEqualTo("one");

      link.cut();

      assertThat(isBroken(before)).isTrue();
      assertThat(isBroken(connect())).isTrue();
      link.mend();
      try (Socket after = connect()) {
        assertThat(answer(after, "two")).isEqualTo("two");
      }
    }
  }

  @Test
  void aLinkToAServerThatIsAwayIsBroken() throws IOException {
    server.close();

    assertThat(isBroken(connect())).isTrue();
  }

  @Test
  void whatIsSentWhileALinkStandsStillComesLater() throws IOException {
    try (Socket client = connect()) {
      assertThat(answer(client, "one")).isEqualTo("one");
      link.stall();
      client.setSoTimeout(200);

      assertThatThrownBy(() -> answer(client, "two")).isInstanceOf(SocketTimeoutException.class);

      link.mend();
      client.setSoTimeout(10_000);
      assertThat(read(client)).isEqualTo("two");
    }
  }

  @Test
  void aSlowLinkLosesNothing() throws IOException {
    link.slow(Duration.ofMillis(20));
    try (Socket client = connect()) {
      assertThat(answer(client, "one")).isEqualTo("one");
      assertThat(answer(client, "two")).isEqualTo("two");
    }
  }

  @Test
  void asManyAnswersAreLostAsAreWanted() throws IOException {
    link.breakAt("lose", FaultyLink.Fault.LOSE_ANSWER, 2);

    for (int i = 0; i < 2; i++) {
      try (Socket client = connect()) {
        assertThat(answer(client, "lose this")).isNull();
      }
    }

    try (Socket client = connect()) {
      assertThat(answer(client, "lose this")).isEqualTo("lose this");
    }
    assertThat(link.faults()).isEqualTo(2);
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), link.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static boolean isBroken(Socket socket) {
    try (socket) {
      return answer(socket, "anybody") == null;
    } catch (IOException e) {
      return true;
    }
  }

  private static String answer(Socket socket, String line) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
    return read(socket);
  }

  /** One line, or null if the link broke. */
  private static String read(Socket socket) throws IOException {
    try {
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .readLine();
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return null;
    }
  }
}
