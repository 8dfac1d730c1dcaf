package dev.gatehouse.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Holds the HTTP server that we run on to what every client takes for granted. */
class KeptAliveConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LINGERING = Duration.ofMillis(200);

  private final DisposableServer server =
      HttpServer.create()
          .port(0)
          .route(
              routes ->
                  routes
                      .get("/fast", (_, response) -> response.sendString(Mono.just("ok")))
                      .get(
                          "/lingering",
                          (_, response) ->
                              response
                                  .header("Content-Length", "0")
                                  .sendHeaders()
                                  .then(Mono.delay(LINGERING).then())))
          .bindNow();

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void aRequestThatComesBeforeTheLastOneHasEndedDoesNotSilenceTheConnection() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

      assertThat(ask(socket, answers, "/lingering")).isEmpty();
      assertThat(ask(socket, answers, "/fast")).isEqualTo("ok");
      assertThat(ask(socket, answers, "/fast")).isEqualTo("ok");
    }
  }

  private static String ask(Socket socket, BufferedReader answers, String path) throws IOException {
    String request = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
    int length = 0;
    for (String line = answers.readLine(); !line.isEmpty(); line = answers.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    char[] body = new char[length];
    int read = 0;
    while (read < length) {
      int some = answers.read(body, read, length - read);
      assertThat(some).as("the connection stays open").isPositive();
      read += some;
    }
    return new String(body);
  }
}
