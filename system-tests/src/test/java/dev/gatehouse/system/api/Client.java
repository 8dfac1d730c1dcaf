package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The API as a client sees it. */
final class Client {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  Client(String url) {
    this.url = url;
  }

  record Answer(int status, String text, Map<String, String> headers) {
    JsonNode json() {
      return Json.mapper().readTree(text);
    }

    JsonNode task() {
      assertThat(status).as(text).isEqualTo(200);
      return json().path("taskView").path("task");
    }

    String message() {
      return json().path("message").asString();
    }

    int code() {
      return json().path("code").asInt();
    }

    /** The refusal in one line: HTTP status, code and sentence. */
    String refusal() {
      assertThat(headers.get("content-type")).as(text).isEqualTo("application/json");
      assertThat(json().path("details").isArray()).as(text).isEqualTo(status != 200);
      return status + " " + code() + " " + message();
    }

    /** Holds the answer against a refusal. */
    void refused(int expectedStatus, int expectedCode, String sentence) {
      assertThat(status + " " + text).startsWith(expectedStatus + " ");
      assertThat(code()).isEqualTo(expectedCode);
      assertThat(message()).contains(sentence);
    }
  }

  Answer post(String token, String path, JsonNode body) {
    return post(token, path, body.toString());
  }

  Answer post(String token, String path, String body) {
    return send("POST", path, body, headers(token));
  }

  /** With an Idempotency-Key. */
  Answer post(String token, String path, JsonNode body, String key) {
    Map<String, String> headers = new HashMap<>(headers(token));
    headers.put("Idempotency-Key", key);
    return send("POST", path, body.toString(), headers);
  }

  Answer get(String token, String path) {
    return send("GET", path, "", headers(token));
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      Map<String, String> answered = new HashMap<>();
      response.headers().map().forEach((name, values) -> answered.put(name, values.getFirst()));
      return new Answer(response.statusCode(), response.body(), answered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The lines of a stream, as they come; close it to hang up. */
  Stream<String> stream(String token, String path, Map<String, String> more) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    headers(token).forEach(request::header);
    more.forEach(request::header);
    try {
      HttpResponse<Stream<String>> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> headers(String token) {
    return token.isEmpty()
        ? Map.of("Content-Type", "application/json")
        : Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token);
  }

  /** The task, as soon as it is as wanted. */
  JsonNode await(String token, String taskId, Predicate<JsonNode> wanted) {
    return until(() -> get(token, "/api/v1/tasks/" + taskId).task(), wanted, PATIENCE);
  }

  /** The entries of a task's history, oldest first; a page of them at most. */
  List<JsonNode> history(String token, JsonNode task) {
    ObjectNode search = Json.object().put("taskId", task.path("id").asString());
    return post(token, "/api/v1/task/audits", search).json().path("list").valueStream().toList();
  }

  void awaitReady(Duration patience) {
    until(() -> isReady() ? "ready" : "not ready", "ready"::equals, patience);
  }

  private boolean isReady() {
    try {
      return send("GET", "/actuator/health/readiness", "", Map.of()).status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  static <T> T until(Supplier<T> look, Predicate<T> wanted, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    T seen = look.get();
    while (!wanted.test(seen)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Expected it to become right, but it stayed: " + seen);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      seen = look.get();
    }
    return seen;
  }
}
