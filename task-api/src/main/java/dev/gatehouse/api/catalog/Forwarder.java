package dev.gatehouse.api.catalog;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.http.IdempotencyKey;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.http.RequestTrace;
import dev.gatehouse.rest.security.Caller;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Passes requests on to entitlement-service with the caller's own token, and answers back. */
@Component
class Forwarder {
  private static final int LARGEST_IMPORT = 64 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PATIENCE_OF_IMPORT = Duration.ofMinutes(10);
  private static final List<String> PASSED_ON =
      List.of(
          HttpHeaders.AUTHORIZATION,
          HttpHeaders.CONTENT_TYPE,
          HttpHeaders.ACCEPT,
          IdempotencyKey.HEADER);
  private static final List<String> PASSED_BACK =
      List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.RETRY_AFTER);

  private final WebClient http;
  private final URI base;

  Forwarder(TaskApiProperties settings) {
    this.base = settings.entitlementServiceUrl();
    this.http = Connections.to(base).build();
  }

  Mono<ServerResponse> request(Caller caller, ServerRequest request) {
    return pass(request, JsonBodies.LIMIT, PATIENCE);
  }

  Mono<ServerResponse> importing(Caller caller, ServerRequest request) {
    return pass(request, LARGEST_IMPORT, PATIENCE_OF_IMPORT);
  }

  private Mono<ServerResponse> pass(ServerRequest request, int limit, Duration patience) {
    if (request.headers().contentLength().orElse(0) > limit) {
      return Mono.error(tooLarge(limit));
    }
    return RequestTrace.current()
        .flatMap(
            trace ->
                http.method(request.method())
                    .uri(address(request))
                    .headers(
                        headers -> {
                          copy(request.headers().asHttpHeaders(), headers, PASSED_ON);
                          trace.ifPresent(t -> t.trace().headers().forEach(headers::set));
                        })
                    .body(body(request, limit))
                    .retrieve()
                    .onStatus(_ -> true, _ -> Mono.empty())
                    .toEntityFlux(BodyExtractors.toDataBuffers())
                    .timeout(patience)
                    .flatMap(Forwarder::answer)
                    .onErrorMap(Forwarder::unanswered, Forwarder::problem));
  }

  /** The address as it came: decoding it once more could make another one of it. */
  private URI address(ServerRequest request) {
    URI asked = request.uri();
    return UriComponentsBuilder.fromUri(base)
        .path(asked.getRawPath())
        .query(asked.getRawQuery())
        .build(true)
        .toUri();
  }

  private static BodyInserter<?, ? super ClientHttpRequest> body(ServerRequest request, int limit) {
    if (request.method().equals(HttpMethod.GET)) {
      return BodyInserters.empty();
    }
    AtomicLong size = new AtomicLong();
    Flux<DataBuffer> limited =
        request
            .exchange()
            .getRequest()
            .getBody()
            .doOnNext(
                buffer -> {
                  if (size.addAndGet(buffer.readableByteCount()) > limit) {
                    DataBufferUtils.release(buffer);
                    throw tooLarge(limit);
                  }
                });
    return BodyInserters.fromDataBuffers(limited);
  }

  private static Mono<ServerResponse> answer(ResponseEntity<Flux<DataBuffer>> response) {
    Flux<DataBuffer> body = response.getBody();
    return ServerResponse.status(response.getStatusCode())
        .headers(headers -> copy(response.getHeaders(), headers, PASSED_BACK))
        .body(BodyInserters.fromDataBuffers(body == null ? Flux.empty() : body));
  }

  private static void copy(HttpHeaders from, HttpHeaders to, List<String> names) {
    for (String name : names) {
      List<String> values = from.get(name);
      if (values != null) {
        to.put(name, values);
      }
    }
  }

  private static boolean unanswered(Throwable failure) {
    return failure instanceof WebClientRequestException || failure instanceof TimeoutException;
  }

  private static Throwable problem(Throwable failure) {
    return failure.getCause() instanceof ApiException refusal ? refusal : CatalogClient.down();
  }

  private static ApiException tooLarge(int limit) {
    String most = limit >= 1 << 20 ? (limit >> 20) + " MB" : (limit >> 10) + " KB";
    return new ApiException(
        Code.INVALID_ARGUMENT, "Expected a body of at most " + most + ", but it was larger.");
  }
}
