package dev.gatehouse.rest.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A client that keeps its connection, and a service that is told to end. */
class LastAnswersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final LastAnswers filter = new LastAnswers();
  private final WebHandler empty = exchange -> exchange.getResponse().setComplete();
  private final DisposableServer server =
      HttpServer.create()
          .port(0)
          .handle(
              new ReactorHttpHandlerAdapter(
                  WebHttpHandlerBuilder.webHandler(empty).filter(filter).build()))
          .bindNow();

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void aConnectionIsKeptUntilTheServiceEnds() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      BufferedReader answers =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(ask(socket, answers)).doesNotContain("connection: close");
      assertThat(ask(socket, answers)).doesNotContain("connection: close");

      try (GenericApplicationContext context = new GenericApplicationContext()) {
        filter.onApplicationEvent(new ContextClosedEvent(context));
      }

      assertThat(ask(socket, answers)).contains("connection: close");
      assertThat(answers.readLine()).as("what comes after the last answer").isNull();
    }
  }

  /** The lines of the answer's head, in small letters. */
  private static List<String> ask(Socket socket, BufferedReader answers) throws IOException {
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    List<String> lines = new ArrayList<>();
    for (String line = answers.readLine();
        line != null && !line.isEmpty();
        line = answers.readLine()) {
      lines.add(line.toLowerCase(java.util.Locale.ROOT));
    }
    return lines;
  }
}
