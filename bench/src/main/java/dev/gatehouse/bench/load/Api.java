package dev.gatehouse.bench.load;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

/**
 * Calls over HTTP/1.1 connections that stay open. One thread does all of it, since the generator
 * shares the machine with what it measures.
 */
final class Api implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final byte[] NOTHING = {};

  private final LoopResources loop = LoopResources.create("load", 1, true);
  private final ConnectionProvider connections;
  private final HttpClient http;

  Api(String url, int mostConnections) {
    this.connections =
        ConnectionProvider.builder("load")
            .maxConnections(mostConnections)
            .pendingAcquireMaxCount(-1)
            .pendingAcquireTimeout(ANSWER_LIMIT)
            .build();
    this.http =
        HttpClient.create(connections)
            .runOn(loop)
            .baseUrl(url)
            .responseTimeout(ANSWER_LIMIT)
            .headers(headers -> headers.set(HttpHeaderNames.CONTENT_TYPE, "application/json"));
  }

  /** Sends a body; the answer comes on the client's thread. */
  void post(String path, String token, byte[] body, Consumer<Answer> then) {
    var _ =
        http.headers(headers -> headers.set(HttpHeaderNames.AUTHORIZATION, "Bearer " + token))
            .post()
            .uri(path)
            .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body)))
            .responseSingle(
                (response, content) ->
                    content
                        .asByteArray()
                        .defaultIfEmpty(NOTHING)
                        .map(
                            bytes ->
                                new Answer(
                                    response.status().code(),
                                    bytes,
                                    response
                                        .responseHeaders()
                                        .contains(HttpHeaderNames.RETRY_AFTER))))
            .onErrorResume(failure -> Mono.just(Answer.none(failure)))
            .subscribe(then);
  }

  @Override
  public void close() {
    connections.disposeLater().block(CLOSING);
    loop.disposeLater(Duration.ZERO, CLOSING).block(CLOSING.multipliedBy(2));
  }
}
