package dev.gatehouse.system.crash;

import dev.gatehouse.model.Json;
import dev.gatehouse.system.crash.Ledger.Told;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Where clients ask: it goes on asking under the same key until there is an answer, or the run is
 * over, and writes down what was said.
 */
final class Desk implements AutoCloseable {
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int TOO_MANY = 429;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String url;
  private final Ledger ledger;
  private volatile boolean over;

  /** What was said. */
  record Answer(Told told, int status, String text) {
    boolean ok() {
      return told == Told.ACCEPTED;
    }

    JsonNode json() {
      return Json.mapper().readTree(text);
    }

    /** The task of the answer. */
    JsonNode task() {
      return json().path("taskView").path("task");
    }

    String sentence() {
      try {
        return json().path("message").asString(text);
      } catch (JacksonException e) {
        return text;
      }
    }
  }

  Desk(String url, Ledger ledger) {
    this.url = url;
    this.ledger = ledger;
  }

  Answer ask(Ask ask) {
    ledger.begun();
    long begin = System.nanoTime();
    int tries = 1;
    Answer answer = once(ask);
    while (answer.told() == Told.NOTHING && !over) {
      LockSupport.parkNanos(PAUSE.toNanos());
      ledger.repeated();
      tries++;
      answer = once(ask);
    }
    if (ask.creates() && answer.ok() && !answer.task().path("id").asString().equals(ask.task())) {
      throw new IllegalStateException(
          "Expected the task of %s to have the id that follows from its key, but the answer was %.300s"
              .formatted(ask, answer.text()));
    }
    ledger.ended(
        new Ledger.Line(
            ask.kind(),
            ask.task(),
            ask.command(),
            begin,
            System.nanoTime(),
            tries,
            answer.told(),
            answer.told() == Told.REFUSED ? answer.status() + " " + answer.sentence() : ""));
    return answer;
  }

  private Answer once(Ask ask) {
    return post(ask.path(), ask.token(), "application/json", ask.body(), ask.key(), ANSWER_LIMIT);
  }

  /** Sends it once. */
  Answer post(String path, String token, String type, String body, String key, Duration limit) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(limit)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return new Answer(told(answer.statusCode()), answer.statusCode(), answer.body());
    } catch (IOException e) {
      return new Answer(Told.NOTHING, 0, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(Told.NOTHING, 0, e.toString());
    }
  }

  private static Told told(int status) {
    if (status == 200) {
      return Told.ACCEPTED;
    }
    return status >= 500 || status == TOO_MANY ? Told.NOTHING : Told.REFUSED;
  }

  /** Nobody asks again from now on. */
  void closeDesk() {
    over = true;
  }

  @Override
  public void close() {
    closeDesk();
    http.shutdownNow();
  }
}
