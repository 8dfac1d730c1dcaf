package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** More requests than can be answered, on all four services, a real broker and a real database. */
class ITOverload {
  private static final String GRANT = "/api/v1/task/grant";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PEOPLE = 60;
  private static final int START = 32;
  private static final int FLOOR = 4;
  private static final String NOT_IN_TIME =
      "503 14 Expected an outcome in time, but there is none yet; repeat the request with the same"
          + " Idempotency-Key, or read the task.";
  private static final String TOO_MANY =
      "429 8 Expected fewer requests at once, but \\d+ are waiting already, and more could not be"
          + " answered in time; try again soon\\.";

  private static Installation gatehouse;
  private static Client api;
  private static String root;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    api =
        gatehouse.gateway(
            Map.of(
                "gatehouse.commands.reply-timeout",
                "3s",
                "gatehouse.commands.limit.start",
                Integer.toString(START),
                "gatehouse.commands.limit.floor",
                Integer.toString(FLOOR)));
    gatehouse.bringIn(crowd());
    root = gatehouse.token("root");
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static String crowd() {
    StringBuilder users = new StringBuilder();
    StringBuilder accounts = new StringBuilder();
    for (int i = 0; i < PEOPLE; i++) {
      users.append("- {id: p%d, email: p%d@example.com, displayName: P%d}\n".formatted(i, i, i));
      accounts.append("  - {id: hall-p%d, user: p%d, username: p%d}\n".formatted(i, i, i));
    }
    return """
    source: crowd
    users:
    - {id: doorkeeper, email: doorkeeper@example.com, displayName: Doorkeeper}
    """
        + users
        + """
        policies:
        - id: doorkeeper-decides
          displayName: Doorkeeper decides
          policyType: POLICY_TYPE_GRANT
          policySteps: {grant: {steps: [{approval: {users: {userIds: [doorkeeper]}}}]}}
        apps:
        - id: hall
          displayName: Hall
          owners: [doorkeeper]
          entitlements:
          - {id: seat, displayName: Seat, grantPolicyId: doorkeeper-decides,
             provisionerPolicy: {manual: {userIds: [doorkeeper], instructions: "Show them."}}}
          appUsers:
        """
        + accounts;
  }

  /** Each of these people asks for a seat, all at once, always with the same key. */
  private static List<Client.Answer> atOnce(int people) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return IntStream.range(0, people)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> seat(i), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .toList();
    }
  }

  private static Client.Answer seat(int person) {
    ObjectNode body =
        gatehouse.access("hall", "seat").put("identityUserId", gatehouse.id("user/p" + person));
    return api.post(root, GRANT, body, "seat-" + person);
  }

  private static double measure(String name) {
    return api.send("GET", "/actuator/prometheus", "", Map.of())
        .text()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Expected the measure " + name));
  }

  @Test
  void tooMuchIsRefusedEarlyAndWhatWasTakenExistsOnce() {
    List<Client.Answer> waves = new ArrayList<>();
    gatehouse.withoutPolicyWorker(
        () -> {
          Client.until(
              () -> {
                waves.addAll(atOnce(PEOPLE));
                return measure("gatehouse_commands_limit");
              },
              limit -> limit < START,
              PATIENCE);
          assertThat(measure("gatehouse_commands_limit")).isGreaterThanOrEqualTo(FLOOR);
        });

    List<Client.Answer> refused = waves.stream().filter(a -> a.status() == 429).toList();
    assertThat(refused).hasSizeGreaterThanOrEqualTo(PEOPLE - START);
    assertThat(measure("gatehouse_commands_refused_total")).isEqualTo(refused.size());
    for (Client.Answer answer : waves) {
      assertThat(answer.headers().get("retry-after")).matches("[1-9][0-9]*");
      if (answer.status() == 429) {
        assertThat(answer.refusal()).matches(TOO_MANY);
      } else {
        assertThat(answer.refusal()).isEqualTo(NOT_IN_TIME);
      }
    }

    Set<String> tasks = new HashSet<>();
    for (int i = 0; i < PEOPLE; i++) {
      int person = i;
      Client.Answer taken =
          Client.until(() -> seat(person), answer -> answer.status() == 200, PATIENCE);
      tasks.add(taken.task().path("id").asString());
    }
    assertThat(tasks).hasSize(PEOPLE);
    assertThat(found()).containsExactlyInAnyOrderElementsOf(tasks);
  }

  private static List<String> found() {
    List<String> ids = new ArrayList<>();
    ObjectNode search = Json.object().put("pageSize", 50);
    search.putArray("appEntitlementIds").add(gatehouse.id("entitlement/seat"));
    JsonNode page;
    do {
      page = api.post(root, "/api/v1/search/tasks", search).json();
      page.path("list").forEach(row -> ids.add(row.at("/task/id").asString()));
      search.put("pageToken", page.path("nextPageToken").asString());
    } while (!page.path("nextPageToken").asString().isEmpty());
    return ids;
  }
}
