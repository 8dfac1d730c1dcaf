package dev.gatehouse.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.ProcessRecord;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * One command runs the main job, and what it kept is there after a crash. The tests go on from each
 * other.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ITStandalone {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @TempDir private static Path folder;

  @Test
  @Order(1)
  void theDemoGrantsAccess() throws Exception {
    try (Launcher demo = launch("demo", "--once")) {
      assertThat(demo.exitCode(LIMIT)).as(demo.output()).isZero();
      assertThat(demo.output())
          .contains("Ann has the access.")
          .contains("uid=ann,ou=people,dc=example,dc=com")
          .containsPattern("version \\d+");
    }
    Path credentials = folder.resolve("data/credentials.json");
    assertThat(Files.getPosixFilePermissions(credentials))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    JsonNode json = Json.mapper().readTree(Files.readString(credentials));
    assertThat(json.propertyNames())
        .containsExactly("baseUrl", "kafka", "registry", "mongodb", "users");
    assertThat(json.at("/users/0").propertyNames())
        .containsExactly("id", "email", "displayName", "roles", "token");
  }

  @Test
  @Order(2)
  void whatItKeptIsThereAfterACrash() throws Exception {
    Launcher first = launch("up");
    first.awaitOutput("Gatehouse serves at", LIMIT);
    assertThat(closedTasks()).isPositive();

    // A second start on the same data is refused, the first one goes on.
    try (Launcher second = launch("up")) {
      assertThat(second.exitCode(LIMIT)).isOne();
      assertThat(second.output()).contains("another Gatehouse (process");
    }
    int before = closedTasks();
    first.kill();

    try (Launcher next = launch("up")) {
      next.awaitOutput("Gatehouse serves at", LIMIT);
      assertThat(closedTasks()).isEqualTo(before);

      // A broker that dies is started again.
      long broker = ProcessRecord.read(brokerRecord()).orElseThrow().pid();
      ProcessHandle.of(broker).orElseThrow().destroyForcibly();
      next.awaitOutput("The Kafka broker died and is started again.", LIMIT);
      assertThat(closedTasks()).isEqualTo(before);

      try (Launcher token = launch("token", "ann@example.com")) {
        assertThat(token.exitCode(LIMIT)).isZero();
        assertThat(token.output()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n");
      }
      Path sample = Path.of(System.getProperty("gatehouse.project.root"), "samples");
      try (Launcher again = launch("import", sample.resolve("organisation.yaml").toString())) {
        assertThat(again.exitCode(LIMIT)).as(again.output()).isZero();
        // The connector is updated where the directory had to take another port.
        assertThat(again.output()).startsWith("0 created,");
      }
    }
  }

  @Test
  @Order(3)
  void aUsedPortIsSaidInOneSentence() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Launcher up =
            Launcher.start(folder, "up", "--port", Integer.toString(holder.getLocalPort()))) {
      assertThat(up.exitCode(LIMIT)).isOne();
      assertThat(up.output())
          .isEqualTo(
              "gatehouse: Expected port %d to be free for the API, but another program holds it.%n"
                  .formatted(holder.getLocalPort()));
    }
  }

  private static Path brokerRecord() {
    return folder.resolve("data/broker/broker.pid");
  }

  /** By the first person's token, who is a Super Admin or sees at least her own. */
  private static int closedTasks() throws Exception {
    JsonNode credentials =
        Json.mapper().readTree(Files.readString(folder.resolve("data/credentials.json")));
    String token = "";
    for (JsonNode user : credentials.path("users")) {
      if (user.path("roles").toString().contains("SUPER_ADMIN")) {
        token = user.path("token").asString();
      }
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(credentials.path("baseUrl").asString() + "/api/v1/search/tasks"))
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"taskStates\":[\"TASK_STATE_CLOSED\"]}"))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Json.mapper().readTree(answer.body()).path("list").size();
    }
  }

  private static Launcher launch(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    boolean serves = arguments[0].equals("up") || arguments[0].equals("demo");
    all[arguments.length] = serves ? "--port" : "--data";
    all[arguments.length + 1] = serves ? Integer.toString(Ports.free()) : "data";
    return Launcher.start(folder, all);
  }
}
