package dev.gatehouse.system.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.model.Json;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.ProcessRecord;
import java.io.IOException;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
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
  private static final String SERVES = "Gatehouse serves at";
  private static final Path PROJECT = Path.of(System.getProperty("gatehouse.project.root"));

  @TempDir private static Path folder;

  /** Serves from one test to the next, since a start takes its time. */
  private static @Nullable Launcher running;

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
    assertThat(Files.getPosixFilePermissions(folder.resolve("data/credentials.json")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    JsonNode json = credentials();
    assertThat(json.propertyNames())
        .containsExactly("baseUrl", "kafka", "registry", "mongodb", "users");
    assertThat(json.at("/users/0").propertyNames())
        .containsExactly("id", "email", "displayName", "roles", "token");
  }

  @Test
  @Order(2)
  void whatItKeptIsThereAfterACrash() throws Exception {
    Launcher first = launch("up");
    first.awaitOutput(SERVES, LIMIT);
    assertThat(closedTasks()).isPositive();

    // A second start on the same data is refused, the first one goes on.
    try (Launcher second = launch("up")) {
      assertThat(second.exitCode(LIMIT)).isOne();
      assertThat(second.output()).contains("another Gatehouse (process");
    }
    int before = closedTasks();
    JsonNode addresses = credentials();
    first.kill();

    Launcher next = launch("up");
    running = next;
    next.awaitOutput(SERVES, LIMIT);
    assertThat(closedTasks()).isEqualTo(before);
    // What the killed one left was stopped, and every server is back on its port.
    for (String server : List.of("kafka", "registry", "mongodb")) {
      assertThat(credentials().path(server)).isEqualTo(addresses.path(server));
    }
    assertThat(importSample()).startsWith("0 created, 0 updated,");
  }

  @Test
  @Order(3)
  void serversThatDieAreStartedAgain() throws Exception {
    Launcher up = serving();
    int before = closedTasks();
    kill("broker");
    up.awaitOutput("The Kafka broker died and is started again.", LIMIT);
    kill("mongod");
    up.awaitOutput("MongoDB died and is started again.", LIMIT);
    up.awaitOutput("MongoDB is back.", LIMIT);
    assertThat(closedTasks()).isEqualTo(before);
    up.awaitOutput("The Kafka broker is back.", LIMIT);
  }

  @Test
  @Order(4)
  void commandsBesideItSayInOneSentenceWhatIsWrong() throws Exception {
    serving();
    try (Launcher token = launch("token", "ann@example.com")) {
      assertThat(token.exitCode(LIMIT)).isZero();
      assertThat(token.output()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\n");
    }
    expectProblem(
        "Expected a person with the email address nobody@example.com, but there is none.",
        "token",
        "nobody@example.com");
    expectProblem("Expected to read none.yaml, but it does not exist.", "import", "none.yaml");
    Files.writeString(folder.resolve("broken.yaml"), "users: [\n");
    try (Launcher broken = launch("import", "broken.yaml", "--dry-run")) {
      assertThat(broken.exitCode(LIMIT)).isOne();
      assertThat(broken.output()).matches("gatehouse: Expected [^\n]*\n");
    }
  }

  @Test
  @Order(4)
  void heldTasksAreListedAndResumed() throws Exception {
    serving();
    expectOutput("No task is held.\n", "held");
    expectOutput("No task is held.\n", "resume", "--all");
    expectProblem(
        "Expected a task that is held, but 1 is not; gatehouse held lists them.", "resume", "1");
    String id = someTask().path("id").asString();
    try (MongoConnection mongo = MongoConnection.to(credentials().path("mongodb").asString())) {
      TaskStore tasks = mongo.tasks(MongoConnection.DATABASE);
      assertThat(tasks.countVainAttempt(new TaskId(id), "Expected a topic.", 1)).isTrue();
    }

    try (Launcher held = launch("held")) {
      assertThat(held.exitCode(LIMIT)).as(held.output()).isZero();
      assertThat(held.output()).matches(id + "  #\\d+ .+\n  since .+: Expected a topic\\.\n");
    }
    try (Launcher resume = launch("resume", id)) {
      assertThat(resume.exitCode(LIMIT)).as(resume.output()).isZero();
      assertThat(resume.output()).matches(id + "  #\\d+ .+ goes on\\.\n");
    }
    expectOutput("No task is held.\n", "held");
  }

  private static void expectOutput(String output, String... arguments) throws Exception {
    try (Launcher launcher = launch(arguments)) {
      assertThat(launcher.exitCode(LIMIT)).as(launcher.output()).isZero();
      assertThat(launcher.output()).isEqualTo(output);
    }
  }

  /** Off-the-shelf clients of other languages read the events; this one is Python's. */
  @Test
  @Order(5)
  void thePythonExampleReadsTheEvents() throws Exception {
    serving();
    assumeThat(Command.run("python3", "-c", "import confluent_kafka.schema_registry.avro").code())
        .as("Python's Kafka client: pip install 'confluent-kafka[avro]'")
        .isZero();
    Command.Result read =
        Command.run(
            "python3",
            PROJECT.resolve("examples/python/watch_tasks.py").toString(),
            "--kafka",
            credentials().path("kafka").asString(),
            "--registry",
            credentials().path("registry").asString(),
            "--max",
            "2",
            "--seconds",
            "60");
    assertThat(read.code()).as(read.output()).isZero();
    assertThat(read.output().lines())
        .hasSize(2)
        .allMatch(line -> line.matches("#\\d+ v\\d+ .+: .+"));
  }

  @Test
  @Order(6)
  void aUsedPortIsSaidInOneSentence() throws Exception {
    try (ServerSocket holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Launcher up =
            Launcher.start(
                folder,
                "up",
                "--data",
                "other",
                "--port",
                Integer.toString(holder.getLocalPort()))) {
      assertThat(up.exitCode(LIMIT)).isOne();
      assertThat(up.output())
          .isEqualTo(
              "gatehouse: Expected port %d to be free for the API, but another program holds it; --port names another.%n"
                  .formatted(holder.getLocalPort()));
    }
  }

  @AfterAll
  static void stop() {
    if (running != null) {
      running.close();
    }
  }

  private static Launcher serving() {
    return Objects.requireNonNull(running, "the start before this test did not come up");
  }

  private static void kill(String server) {
    Path record = folder.resolve("data").resolve(server).resolve(server + ".pid");
    ProcessRecord.read(record).flatMap(ProcessRecord::running).orElseThrow().destroyForcibly();
  }

  private static String importSample() throws Exception {
    Path sample = PROJECT.resolve("samples/organisation.yaml");
    try (Launcher again = launch("import", sample.toString())) {
      assertThat(again.exitCode(LIMIT)).as(again.output()).isZero();
      return again.output();
    }
  }

  private static void expectProblem(String sentence, String... arguments) throws Exception {
    try (Launcher launcher = launch(arguments)) {
      assertThat(launcher.exitCode(LIMIT)).isOne();
      assertThat(launcher.output()).isEqualTo("gatehouse: " + sentence + System.lineSeparator());
    }
  }

  private static JsonNode credentials() throws IOException {
    return Json.mapper().readTree(Files.readString(folder.resolve("data/credentials.json")));
  }

  /** By the first person's token, who is a Super Admin or sees at least her own. */
  private static int closedTasks() throws Exception {
    return found().size();
  }

  private static JsonNode someTask() throws Exception {
    return found().path(0).path("task");
  }

  private static JsonNode found() throws Exception {
    JsonNode credentials = credentials();
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
      return Json.mapper().readTree(answer.body()).path("list");
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
