package dev.gatehouse.rest.problem;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiError;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.util.DisconnectedClientHelper;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Turns every failure into a {@code google.rpc.Status}. Callers learn what they did wrong; of a
 * fault of ours they learn only that there was one, the rest stands in the log.
 */
public final class ProblemHandler implements WebExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  @Override
  public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
    if (exchange.getResponse().isCommitted()
        || DisconnectedClientHelper.isClientDisconnectedException(failure)) {
      return Mono.error(failure);
    }
    Problem problem = problem(failure);
    if (problem.error().code() == Code.INTERNAL) {
      LOG.error(
          "{} {} failed: {}",
          exchange.getRequest().getMethod(),
          exchange.getRequest().getPath().pathWithinApplication().value(),
          StackTrace.of(failure));
    }
    return write(exchange.getResponse(), problem);
  }

  static Problem problem(Throwable failure) {
    return switch (failure) {
      case ApiException e -> Problem.of(e.error());
      case MethodNotAllowedException e ->
          new Problem(
              405,
              new ApiError(
                  Code.UNIMPLEMENTED,
                  "Expected another method, but it was " + e.getHttpMethod() + "."));
      case ResponseStatusException e -> problem(e);
      case DataBufferLimitException e -> Problem.of(TOO_LARGE);
      case JacksonException e -> Problem.of(UNREADABLE);
      default -> {
        Throwable cause = failure.getCause();
        yield cause instanceof ApiException e && failure.getClass() == RuntimeException.class
            ? Problem.of(e.error())
            : Problem.of(BROKEN);
      }
    };
  }

  private static final ApiError TOO_LARGE =
      new ApiError(Code.INVALID_ARGUMENT, "Expected a body of at most 256 KB, but it was larger.");
  private static final ApiError UNREADABLE =
      new ApiError(Code.INVALID_ARGUMENT, "Expected a body of JSON, but it could not be read.");
  private static final ApiError BROKEN =
      new ApiError(Code.INTERNAL, "Expected to answer, but something broke; the log tells more.");

  private static Problem problem(ResponseStatusException failure) {
    int status = failure.getStatusCode().value();
    return switch (status) {
      case 404 ->
          Problem.of(
              new ApiError(Code.NOT_FOUND, "Expected a known address, but there is none here."));
      case 413 -> Problem.of(TOO_LARGE);
      case 415 -> Problem.of(UNREADABLE);
      case 503 ->
          Problem.of(new ApiError(Code.UNAVAILABLE, "Expected to answer, but not just now."));
      default -> {
        if (status >= 500) {
          yield Problem.of(BROKEN);
        }
        yield new Problem(
            status,
            new ApiError(
                Code.INVALID_ARGUMENT,
                "Expected a request that can be read, but this one cannot."));
      }
    };
  }

  private static Mono<Void> write(ServerHttpResponse response, Problem problem) {
    response.setStatusCode(HttpStatusCode.valueOf(problem.httpStatus()));
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.APPLICATION_JSON);
    if (problem.error().code() == Code.UNAUTHENTICATED) {
      headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    if (List.of(Code.UNAVAILABLE, Code.RESOURCE_EXHAUSTED).contains(problem.error().code())
        && !headers.containsHeader("Retry-After")) {
      headers.set(HttpHeaders.RETRY_AFTER, "1");
    }
    byte[] body = Json.mapper().writeValueAsBytes(problem.error().toJson());
    headers.setContentLength(body.length);
    return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
  }

  /** A refusal with the HTTP status that it is answered with. */
  record Problem(int httpStatus, ApiError error) {
    static Problem of(ApiError error) {
      return new Problem(error.code().httpStatus(), error);
    }
  }
}
