package dev.gatehouse.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegistryServerTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final String FIRST =
      """
      {"type":"record","name":"Note","namespace":"test","doc":"One note.","fields":[
        {"name":"text","type":"string"},{"name":"stars","type":"int","default":0}]}\
      """;
  private static final String SECOND =
      FIRST.replace(
          "\"default\":0}",
          "\"default\":0},{\"name\":\"by\",\"type\":\"string\",\"default\":\"\"}");

  private static RegistryServer registry;
  private static HttpClient client;

  @BeforeAll
  static void start() {
    registry =
        RegistryServer.start(
            0,
            List.of(
                new ServedSchema("notes-value", 7, FIRST),
                new ServedSchema("notes-value", 8, SECOND),
                new ServedSchema("old/notes-value", 7, FIRST)));
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    registry.close();
  }

  @Test
  void shouldServeSchemasByTheirFixedIds() throws Exception {
    assertThat(json(get("/schemas/ids/7?subject=notes-value")).get("schema").asString())
        .isEqualTo(FIRST);
    assertThat(json(get("/schemas/ids/8")).get("schema").asString()).isEqualTo(SECOND);
    assertThat(get("/schemas/ids/7/subjects").body())
        .isEqualTo("[\"notes-value\",\"old/notes-value\"]");
    assertThat(get("/schemas/types").body()).isEqualTo("[\"AVRO\"]");
  }

  @Test
  void shouldListSubjectsAndVersions() throws Exception {
    assertThat(get("/subjects").body()).isEqualTo("[\"notes-value\",\"old/notes-value\"]");
    assertThat(get("/subjects/notes-value/versions").body()).isEqualTo("[1,2]");
    assertThat(get("/subjects/old%2Fnotes-value/versions").body()).isEqualTo("[1]");
    JsonNode latest = json(get("/subjects/notes-value/versions/latest"));
    assertThat(latest.get("id").asInt()).isEqualTo(8);
    assertThat(latest.get("version").asInt()).isEqualTo(2);
    assertThat(json(get("/subjects/notes-value/versions/1")).get("id").asInt()).isEqualTo(7);
    assertThat(get("/subjects/notes-value/versions/1/schema").body()).isEqualTo(FIRST);
    assertThat(json(get("/config")).get("compatibilityLevel").asString())
        .isEqualTo("FULL_TRANSITIVE");
    assertThat(json(get("/mode")).get("mode").asString()).isEqualTo("READONLY");
  }

  @Test
  void shouldRecogniseItsOwnSchemaInAnotherSpelling() throws Exception {
    // given the same schema with other white space, no doc, and the hint of a generated class
    String respelled =
        FIRST
            .replace("\"doc\":\"One note.\",", "")
            .replace(
                "{\"name\":\"text\",\"type\":\"string\"}",
                "{ \"name\" : \"text\", \"type\" :"
                    + " {\"type\":\"string\",\"avro.java.string\":\"String\"} }");
    // when, then
    assertThat(json(post("/subjects/notes-value/versions", respelled)).get("id").asInt())
        .isEqualTo(7);
    assertThat(json(post("/subjects/notes-value", respelled)).get("version").asInt()).isEqualTo(1);
  }

  @Test
  void shouldTellSchemasApartByTheirDefaults() throws Exception {
    HttpResponse<String> answer =
        post("/subjects/notes-value/versions", FIRST.replace("\"default\":0", "\"default\":1"));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("message").asString()).startsWith("Expected a schema that this");
  }

  @ParameterizedTest
  @CsvSource({
    "/associations/subjects?x=1, 404",
    "/schemas/ids/99, 40403",
    "/schemas/ids/none, 40403",
    "/subjects/unknown/versions, 40401",
    "/subjects/notes-value/versions/3, 40402",
    "/subjects/notes-value, 404",
    "/config/a/b, 404",
  })
  void shouldRefuseWhatItDoesNotKnow(String path, int code) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).get("error_code").asInt()).isEqualTo(code);
  }

  @Test
  void shouldServeTheReleasedSchemas() throws Exception {
    try (RegistryServer released = RegistryServer.start(0)) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(released.url() + "/subjects/task-events-value/versions/1"))
              .build();
      JsonNode version = json(client.send(request, BodyHandlers.ofString()));
      assertThat(version.get("id").asInt()).isEqualTo(401);
      assertThat(version.get("schema").asString()).contains("\"TaskEvent\"");
    }
  }

  @Test
  void shouldRefuseWhatIsNoSchema() throws Exception {
    HttpResponse<String> answer = post("/subjects/notes-value/versions", "{\"type\":\"nothing\"}");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).get("error_code").asInt()).isEqualTo(42201);
    assertThat(post("/subjects/unknown", FIRST).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(registry.url() + path)).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(String path, String schema)
      throws IOException, InterruptedException {
    String body = MAPPER.writeValueAsString(Map.of("schema", schema));
    return client.send(
        HttpRequest.newBuilder(URI.create(registry.url() + path))
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return MAPPER.readTree(answer.body());
  }
}
