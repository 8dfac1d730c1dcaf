package dev.gatehouse.standalone;

import dev.gatehouse.model.Json;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Gatehouse's own API, as any client would call it. */
final class ApiClient implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String baseUrl;

  ApiClient(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  /** Status and body, whatever they are. */
  record Answer(int status, JsonNode body) {
    boolean ok() {
      return status >= 200 && status < 300;
    }

    /** The body of a success; fails with the API's own sentence on anything else. */
    JsonNode expectOk(String what) {
      if (ok()) {
        return body;
      }
      throw new ServerException(
          "Expected %s, but the API answered %d: %s"
              .formatted(what, status, body.path("message").asString(body.toString())));
    }
  }

  Answer get(String path, String token) {
    return send(request(path, token).GET());
  }

  Answer post(String path, String token, ObjectNode body) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  Answer postYaml(String path, String token, String yaml) {
    return send(
        request(path, token)
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(yaml)));
  }

  /** Whether a page without a token answers with 200. */
  boolean isUp(String path) {
    try {
      return send(request(path, "").GET()).status() == 200;
    } catch (ServerException e) {
      return false;
    }
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofMinutes(2));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), json(response.body()));
    } catch (ConnectException e) {
      throw new ServerException(
          "Expected Gatehouse to run at %s, but nothing answers there; gatehouse up starts it."
              .formatted(baseUrl),
          e);
    } catch (IOException e) {
      throw new ServerException(
          "Expected Gatehouse to answer at %s, but %s.".formatted(baseUrl, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected an answer of Gatehouse, but was interrupted.", e);
    }
  }

  private static JsonNode json(String body) {
    try {
      return body.isBlank() ? Json.object() : Json.mapper().readTree(body);
    } catch (JacksonException e) {
      return Json.object().put("message", body);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
