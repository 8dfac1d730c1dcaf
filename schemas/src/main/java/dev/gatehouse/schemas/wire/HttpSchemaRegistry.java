package dev.gatehouse.schemas.wire;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A registry that speaks Confluent's REST API (Confluent's own, Apicurio's ccompat, the
 * standalone's). What it answered once is remembered, since an id never changes its meaning.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final Map<Registration, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final String baseUrl;

  private record Registration(String subject, Schema schema) {}

  /**
   * A client of one registry.
   *
   * @param baseUrl such as {@code http://localhost:8081}, or {@code .../apis/ccompat/v7} of
   *     Apicurio
   */
  public HttpSchemaRegistry(String baseUrl) {
    this.baseUrl = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
  }

  @Override
  public int idOf(String subject, Schema schema) {
    return ids.computeIfAbsent(new Registration(subject, schema), this::register);
  }

  @Override
  public Schema schema(int id) {
    return schemas.computeIfAbsent(id, this::fetch);
  }

  private int register(Registration registration) {
    String body =
        json.writeValueAsString(
            json.createObjectNode().put("schema", registration.schema().toString()));
    String path =
        "/subjects/%s/versions"
            .formatted(URLEncoder.encode(registration.subject(), StandardCharsets.UTF_8));
    HttpResponse<String> answer =
        send(request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    if (answer.statusCode() != 200) {
      throw new RegistryUnavailable(
          "Expected the registry at %s to take the schema of %s, but it answered %d: %s"
              .formatted(baseUrl, registration.subject(), answer.statusCode(), answer.body()));
    }
    return tree(answer).path("id").asInt();
  }

  private Schema fetch(int id) {
    HttpResponse<String> answer = send(request("/schemas/ids/" + id).GET().build());
    if (answer.statusCode() == 404) {
      throw new UnreadableRecord(
          "Expected a schema that the registry knows, but it has none with the id " + id + ".");
    }
    if (answer.statusCode() != 200) {
      throw new RegistryUnavailable(
          "Expected the registry at %s to answer, but it answered %d."
              .formatted(baseUrl, answer.statusCode()));
    }
    try {
      return new Schema.Parser().parse(tree(answer).path("schema").asString());
    } catch (SchemaParseException e) {
      throw new UnreadableRecord("Expected an Avro schema under the id " + id + ".", e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(baseUrl + path))
        .timeout(TIMEOUT)
        .header("Content-Type", TYPE)
        .header("Accept", TYPE);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new RegistryUnavailable(
          "Expected the registry at %s to answer, but it did not.".formatted(baseUrl), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RegistryUnavailable("Interrupted while waiting for the registry.", e);
    }
  }

  private JsonNode tree(HttpResponse<String> answer) {
    return json.readTree(answer.body());
  }
}
