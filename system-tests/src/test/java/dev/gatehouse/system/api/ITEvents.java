package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The stream of events, at a gateway that another one's tasks come through. */
class ITEvents {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static Installation gatehouse;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(2);
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  /** A stream that is read on a thread of its own. */
  private static final class Reader implements AutoCloseable {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Stream<String> stream;
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();

    Reader(Client gateway, String token, String path, Map<String, String> headers) {
      stream = gateway.stream(token, path, headers);
      Thread.ofVirtual().start(this::read);
      Client.until(() -> lines.contains(":connected"), connected -> connected, PATIENCE);
    }

    private void read() {
      try {
        stream.forEach(this::line);
      } catch (UncheckedIOException e) {
        lines.add("closed");
      }
    }

    private void line(String line) {
      if (line.startsWith("id:")) {
        ids.add(line.substring(3));
      }
      if (line.startsWith("data:")) {
        events.add(Json.mapper().readTree(line.substring(5)));
      }
      lines.add(line);
    }

    /** An event may be repeated, since it is published at least once; a repeat is equal to it. */
    List<Long> versionsOf(String taskId) {
      return events.stream()
          .filter(event -> event.path("taskId").asString().equals(taskId))
          .distinct()
          .map(event -> event.path("version").asLong())
          .toList();
    }

    void awaitClosed(String taskId) {
      Client.until(
          () -> List.copyOf(events),
          seen ->
              seen.stream()
                  .anyMatch(
                      event ->
                          event.path("taskId").asString().equals(taskId)
                              && event.at("/task/state").asString().equals("TASK_STATE_CLOSED")),
          PATIENCE);
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  private static String grantedTo(String person) {
    Client api = gatehouse.api(0);
    JsonNode task =
        api.post(
                gatehouse.token(person),
                "/api/v1/task/grant",
                gatehouse.grant("editors").put("grantDuration", "3600s"))
            .task();
    String id = task.path("id").asString();
    api.post(
            gatehouse.token("bob"),
            "/api/v1/tasks/" + id + "/action/approve",
            Json.object().put("policyStepId", task.at("/policy/current/id").asString()))
        .task();
    return id;
  }

  @Test
  void everyVersionArrivesAtTheOtherGatewayWhereTheCallerSeesIt() {
    Map<String, String> none = Map.of();
    String path = "/gatehouse/v1/events";
    try (Reader bob = new Reader(gatehouse.api(1), gatehouse.token("bob"), path, none);
        Reader mia = new Reader(gatehouse.api(1), gatehouse.token("mia"), path, none);
        Reader eve = new Reader(gatehouse.api(1), gatehouse.token("eve"), path, none)) {
      String id = grantedTo("ann");
      bob.awaitClosed(id);
      mia.awaitClosed(id);
      List<Long> versions = bob.versionsOf(id);
      assertThat(versions)
          .startsWith(1L)
          .isEqualTo(Stream.iterate(1L, v -> v + 1).limit(versions.size()).toList());
      assertThat(bob.ids).contains(id + ":1", id + ":" + versions.getLast());
      assertThat(bob.events.getFirst().path("changes")).isNotEmpty();

      String other = grantedTo("eve");
      eve.awaitClosed(other);
      assertThat(eve.versionsOf(id)).isEmpty();
      assertThat(mia.versionsOf(other)).isEmpty();

      String again = path + "?taskId=" + id;
      Map<String, String> last = Map.of("Last-Event-ID", id + ":1");
      try (Reader late = new Reader(gatehouse.api(0), gatehouse.token("bob"), again, last)) {
        late.awaitClosed(id);
        assertThat(late.versionsOf(id)).isEqualTo(versions.subList(1, versions.size()));
      }
    }
  }

  @Test
  void aStreamOfATaskThatTheCallerDoesNotSeeIsRefused() {
    Client api = gatehouse.api(1);
    JsonNode task =
        api.post(
                gatehouse.token("root"),
                "/api/v1/task/grant",
                gatehouse.grant("readers").put("identityUserId", gatehouse.id("user/bob")))
            .task();
    String path = "/gatehouse/v1/events?taskId=" + task.path("id").asString();
    api.get(gatehouse.token("eve"), path).refused(404, 5, "Expected a task with the id");
    api.send(
            "GET",
            path,
            "",
            Map.of(
                "Authorization", "Bearer " + gatehouse.token("root"), "Last-Event-ID", "made up"))
        .refused(400, 3, "Expected Last-Event-ID");
  }
}
