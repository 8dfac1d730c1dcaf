package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.testkit.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks through HTTP, on all four services, a real broker and a real database. */
class ITTaskApi {
  /** More than the broker takes. */
  private static final byte[] HUGE = new byte[2_000_000];

  private static final String GRANT = "/api/v1/task/grant";
  private static final String ENTITLEMENT = "/appEntitlementView/appEntitlement/id";
  private static final String HELD = "/gatehouse/v1/tasks/held";
  private static Installation gatehouse;
  private static Client api;
  private static String ann;
  private static String bob;
  private static String eve;
  private static String root;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    api = gatehouse.api();
    ann = gatehouse.token("ann");
    bob = gatehouse.token("bob");
    eve = gatehouse.token("eve");
    root = gatehouse.token("root");
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static String action(JsonNode task, String action) {
    return "/api/v1/tasks/" + task.path("id").asString() + "/action/" + action;
  }

  private static ObjectNode onStep(JsonNode task) {
    return Json.object().put("policyStepId", task.at("/policy/current/id").asString());
  }

  private static ObjectNode all(ObjectNode body) {
    body.putObject("expandMask").putArray("paths").add("*");
    return body;
  }

  /** Every field is there: completing the answer changes nothing. */
  private static void isComplete(Client.Answer answer, String message) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    ObjectNode body = (ObjectNode) answer.json();
    assertThat(Shapes.api().message(message).complete(body)).isEqualTo(body);
  }

  private static JsonNode asked(String token, String entitlement) {
    return api.post(token, GRANT, gatehouse.grant(entitlement).put("grantDuration", "3600s"))
        .task();
  }

  private static void close(JsonNode task) {
    api.post(root, action(task, "close"), Json.object());
    api.await(root, task.path("id").asString(), t -> t.path("state").asString().endsWith("CLOSED"));
  }

  @Test
  void accessIsAskedForApprovedAndGiven() {
    Client.Answer created =
        api.post(ann, GRANT, all(gatehouse.grant("editors").put("grantDuration", "3600s")));
    isComplete(created, "c1.api.task.v1.TaskServiceCreateGrantResponse");
    JsonNode task = created.task();
    assertThat(task.path("state").asString()).isEqualTo("TASK_STATE_OPEN");
    assertThat(task.at("/stepApproverIds/0").asString()).isEqualTo(gatehouse.id("user/bob"));
    JsonNode view = created.json().path("taskView");
    int app = Integer.parseInt(view.path("appPath").asString().replaceAll("[^0-9]", ""));
    assertThat(created.json().path("expanded").path(app).path("displayName").asString())
        .isEqualTo("Wiki");
    assertThat(view.path("stepApproversPath").asString()).startsWith("$.expanded[");
    assertThat(task.path("actions").valueStream().map(JsonNode::asString))
        .containsExactly("TASK_ACTION_TYPE_CLOSE", "TASK_ACTION_TYPE_COMMENT");

    Client.Answer approved = api.post(bob, action(task, "approve"), all(onStep(task)));
    isComplete(approved, "c1.api.task.v1.TaskActionsServiceApproveResponse");
    assertThat(approved.json().path("ticketActionId").asString()).isNotEmpty();

    JsonNode closed =
        api.await(
            ann,
            task.path("numericId").asString(),
            t -> t.path("state").asString().equals("TASK_STATE_CLOSED"));
    assertThat(closed.at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_GRANTED");

    api.post(ann, GRANT, gatehouse.grant("editors").put("grantDuration", "3600s"))
        .refused(409, 6, "Expected access that is not there yet, but Editors is already granted.");
    JsonNode revoke =
        api.post(
                root,
                "/api/v1/task/revoke",
                gatehouse.grant("editors").put("identityUserId", gatehouse.id("user/ann")))
            .task();
    assertThat(revoke.at("/type/revoke/appId").asString()).isEqualTo(gatehouse.id("app/wiki"));
  }

  @Test
  void anOffboardingIsAnswered() {
    Client.Answer created =
        api.post(
            root,
            "/api/v1/task/offboarding",
            all(Json.object().put("subjectUserId", gatehouse.id("user/mia"))));
    isComplete(created, "c1.api.task.v1.TaskServiceCreateOffboardingResponse");
    JsonNode done =
        api.await(
            root,
            created.task().path("id").asString(),
            t -> t.path("state").asString().equals("TASK_STATE_CLOSED"));
    assertThat(done.at("/type/offboarding/outcome").asString())
        .isEqualTo("OFFBOARDING_OUTCOME_DONE");
  }

  @Test
  void aPersonCompletesAStepByHand() {
    JsonNode task = api.post(eve, GRANT, gatehouse.grant("readers")).task();
    api.post(bob, action(task, "approve"), onStep(task)).task();
    JsonNode waiting =
        api.await(
            bob, task.path("id").asString(), t -> t.at("/policy/current/provision").isObject());
    assertThat(api.get(bob, "/api/v1/tasks/" + task.path("id").asString()).task().path("actions"))
        .extracting(JsonNode::asString)
        .contains("TASK_ACTION_TYPE_PROVISION_COMPLETE");
    Client.Answer done =
        api.post(bob, action(task, "provision-complete"), onStep(waiting).put("comment", "Done."));
    isComplete(done, "c1.api.task.v1.TaskServiceActionResponse");
    assertThat(done.task().at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_GRANTED");
    assertThat(done.task().path("commentCount").asInt()).isEqualTo(1);
  }

  @Test
  void aDenialEndsTheTaskAndNoLaterAnswerCounts() {
    JsonNode task = asked(eve, "editors");
    Client.Answer denied = api.post(bob, action(task, "deny"), Json.object().put("comment", "No."));
    isComplete(denied, "c1.api.task.v1.TaskActionsServiceDenyResponse");
    assertThat(denied.task().at("/type/grant/outcome").asString())
        .isEqualTo("GRANT_OUTCOME_DENIED");
    api.post(bob, action(task, "approve"), onStep(task))
        .refused(400, 9, "Expected an open task, but task");
    api.post(bob, action(task, "approve"), Json.object())
        .refused(400, 9, "Expected an open task, but task");
  }

  @Test
  void aRepeatWithTheSameKeyMeetsItsFirstRun() {
    ObjectNode body = gatehouse.grant("badge").put("identityUserId", gatehouse.id("user/eve"));
    String key = UUID.randomUUID().toString();
    JsonNode first = api.post(eve, GRANT, body, key).task();
    JsonNode again = api.post(eve, GRANT, all(body.deepCopy()), key).task();
    assertThat(again.path("id")).isEqualTo(first.path("id"));

    api.post(eve, GRANT, body.deepCopy().put("description", "Another"), key)
        .refused(409, 10, "made with another one");
    assertThat(api.post(bob, GRANT, body, key).status()).isNotEqualTo(500);

    String other = UUID.randomUUID().toString();
    Client.Answer refused = api.post(eve, GRANT, body, other);
    refused.refused(409, 6, first.path("id").asString());
    assertThat(refused.json().at("/details/0/metadata/taskId").asString())
        .isEqualTo(first.path("id").asString());
    close(first);
    api.post(eve, GRANT, body, other).refused(409, 6, first.path("id").asString());
  }

  @Test
  void repeatsThatRunAtOnceMeetOneOutcome() {
    ObjectNode grant = gatehouse.grant("readers").put("identityUserId", gatehouse.id("user/ann"));
    Set<JsonNode> tasks = atOnce(() -> api.post(root, GRANT, grant, "at-once").task().path("id"));
    assertThat(tasks).hasSize(1);
    JsonNode id = tasks.iterator().next();
    api.post(root, GRANT, grant).refused(409, 6, id.asString());
    close(Json.object().set("id", id));

    String path = "/api/v1/apps/" + gatehouse.id("app/wiki") + "/entitlements";
    ObjectNode made = Json.object().put("displayName", "At once").put("alias", "at-once");
    assertThat(atOnce(() -> api.post(root, path, made, "at-once").json().at(ENTITLEMENT)))
        .hasSize(1)
        .noneMatch(JsonNode::isMissingNode);
  }

  private static Set<JsonNode> atOnce(Supplier<JsonNode> call) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return Stream.generate(() -> CompletableFuture.supplyAsync(call, threads))
          .limit(8)
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .collect(Collectors.toSet());
    }
  }

  @Test
  void aRepeatedActionAnswersAsTheFirstTime() {
    JsonNode task = api.post(eve, GRANT, gatehouse.grant("readers"), "readers-once").task();
    ObjectNode body = Json.object().put("comment", "Please.");
    assertThat(
            api.post(eve, action(task, "comment"), body, "c").task().path("commentCount").asInt())
        .isEqualTo(1);
    Client.Answer again = api.post(eve, action(task, "comment"), body, "c");
    isComplete(again, "c1.api.task.v1.TaskActionsServiceCommentResponse");
    assertThat(again.task().path("commentCount").asInt()).isEqualTo(1);
    Client.Answer closed = api.post(eve, action(task, "close"), Json.object(), "c");
    isComplete(closed, "c1.api.task.v1.TaskActionsServiceCloseResponse");
    assertThat(closed.json().path("taskActionId").asString()).isNotEmpty();
    assertThat(api.post(eve, action(task, "close"), Json.object(), "c").status()).isEqualTo(200);
  }

  @Test
  void theCatalogueIsReachedThroughTheGateway() {
    assertThat(api.get(ann, "/api/v1/apps").json().at("/list/0/displayName").asString())
        .isEqualTo("Wiki");
    assertThat(api.get(ann, "/api/v1/auth/introspect").json().path("userId").asString())
        .isEqualTo(gatehouse.id("user/ann"));
    api.get(ann, "/api/v1/apps/nothing").refused(404, 5, "Expected an app");
    Client.Answer created =
        api.post(
            root,
            "/api/v1/apps/" + gatehouse.id("app/wiki") + "/entitlements",
            all(Json.object().put("displayName", "Writers")));
    isComplete(created, "c1.api.app.v1.CreateAppEntitlementResponse");
    api.post(
            ann,
            "/api/v1/apps/" + gatehouse.id("app/wiki") + "/entitlements",
            Json.object().put("displayName", "More"))
        .refused(403, 7, "Expected an owner of the app or a role with the permission");
    api.post(root, "/api/v1/apps", Json.object().put("displayName", "x".repeat(300 * 1024)))
        .refused(400, 3, "Expected a body of at most 256 KB");
    assertThat(api.get(ann, "/gatehouse/openapi.yaml").text()).startsWith("openapi:");
  }

  @Test
  void aSearchFindsWhatTheCallerSees() {
    JsonNode task =
        api.post(
                root,
                GRANT,
                gatehouse.grant("readers").put("identityUserId", gatehouse.id("user/root")))
            .task();
    ObjectNode mine = Json.object();
    mine.putArray("subjectIds").add(gatehouse.id("user/root"));
    mine.putArray("taskStates").add("TASK_STATE_OPEN");
    mine.putArray("taskTypes").addObject().putObject("grant");
    mine.put("query", "read");
    Client.Answer found = api.post(bob, "/api/v1/search/tasks", all(mine));
    isComplete(found, "c1.api.task.v1.TaskSearchResponse");
    assertThat(found.json().path("list").findValuesAsString("numericId"))
        .containsExactly(task.path("numericId").asString());
    assertThat(api.post(eve, "/api/v1/search/tasks", mine).json().path("list")).isEmpty();
    ObjectNode work = Json.object();
    work.putArray("myWorkUserIds").add(gatehouse.id("user/bob"));
    assertThat(api.post(bob, "/api/v1/search/tasks", work).json().path("list")).isNotEmpty();
    ObjectNode unserved = Json.object();
    unserved.putArray("accessReviewIds").add("some");
    api.post(bob, "/api/v1/search/tasks", unserved)
        .refused(400, 3, "Expected a search without accessReviewIds");
    api.post(bob, "/api/v1/search/tasks", Json.object().put("pageToken", "made-up"))
        .refused(400, 3, "Expected pageToken");
    close(task);
  }

  @Test
  void pagesOfASearchHoldEachTaskOnce() {
    JsonNode first = asked(root, "editors");
    close(first);
    for (int i = 0; i < 12; i++) {
      close(api.post(root, GRANT, gatehouse.grant("readers")).task());
    }
    ObjectNode search = Json.object().put("pageSize", 10);
    search.putArray("openerIds").add(gatehouse.id("user/root"));
    JsonNode one = api.post(root, "/api/v1/search/tasks", search).json();
    assertThat(one.path("list")).hasSize(10);
    JsonNode two =
        api.post(
                root,
                "/api/v1/search/tasks",
                search.put("pageToken", one.path("nextPageToken").asString()))
            .json();
    assertThat(two.path("list").findValuesAsString("numericId"))
        .isNotEmpty()
        .doesNotContainAnyElementsOf(one.path("list").findValuesAsString("numericId"));
  }

  @Test
  void aStuckTaskIsListedUntilItIsResumed() {
    JsonNode task = asked(ann, "editors");
    TaskId id = new TaskId(task.path("id").asString());
    try (MongoConnection mongo = MongoConnection.to(TestServers.mongodbUri())) {
      TaskStore tasks = mongo.tasks(MongoConnection.DATABASE);
      Client.until(
          () -> tasks.load(List.of(id)).values(),
          stored -> stored.stream().allMatch(each -> each.outbox().isEmpty()),
          Duration.ofSeconds(10));
      leaveBehind(
          tasks,
          id,
          new OutboxEntry(
              "huge", false, Topics.TASK_EVENTS, id.value(), HUGE, Map.of(), Instant.now()));
      assertThat(tasks.countVainAttempt(id, "Expected a topic.", 1)).isTrue();
    }

    api.get(ann, HELD).refused(403, 7, "Expected a super admin to list held tasks");
    Client.Answer held = api.get(root, HELD + "?page_size=100");
    isComplete(held, "gatehouse.v1.HeldTasksResponse");
    JsonNode row = heldRow(id);
    assertThat(row.path("stuckReason").asString()).isEqualTo("Expected a topic.");
    assertThat(row.path("parkedReason").asString()).isEmpty();
    assertThat(row.path("heldSince").asString()).isNotEmpty();

    api.post(ann, resume(id), Json.object()).refused(403, 7, "Expected a super admin");
    assertThat(heldRow(id).isMissingNode()).isFalse();
    assertThat(api.post(root, resume(id), Json.object()).status()).isEqualTo(200);
    assertThat(heldRow(id).isMissingNode()).isTrue();
    try (MongoConnection mongo = MongoConnection.to(TestServers.mongodbUri())) {
      mongo.tasks(MongoConnection.DATABASE).clear(Map.of(id, List.of("huge")));
    }
    close(task);
  }

  /** Puts an entry into the outbox of a task that nobody can publish. */
  private static void leaveBehind(TaskStore tasks, TaskId id, OutboxEntry entry) {
    StoredTask read = Objects.requireNonNull(tasks.load(List.of(id)).get(id));
    TaskWrite write =
        new TaskWrite(
            id,
            read,
            read.task(),
            read.createdBy(),
            List.of(),
            read.positions(),
            List.of(entry),
            entry.at());
    assertThat(tasks.write(List.of(write)).get(id)).isInstanceOf(WriteResult.Won.class);
  }

  private static String resume(TaskId id) {
    return "/gatehouse/v1/tasks/" + id + "/resume";
  }

  private static JsonNode heldRow(TaskId id) {
    for (JsonNode row : api.get(root, HELD + "?page_size=100").json().path("list")) {
      if (row.path("taskId").asString().equals(id.value())) {
        return row;
      }
    }
    return MissingNode.getInstance();
  }

  @Test
  void withoutAWorkerThereIsNoOutcomeInTimeAndARepeatFindsTheOne() {
    Client hasty = gatehouse.gateway(Map.of("gatehouse.commands.reply-timeout", "2s"));
    ObjectNode body = gatehouse.grant("badge").put("identityUserId", gatehouse.id("user/bob"));
    List<Client.Answer> early = new ArrayList<>();
    gatehouse.withoutPolicyWorker(
        () -> {
          early.add(hasty.post(root, GRANT, body, "no-worker"));
          early.add(hasty.post(root, GRANT, body, "no-worker"));
        });
    Client.Answer late =
        Client.until(
            () -> api.post(root, GRANT, body, "no-worker"),
            answer -> answer.status() != 503,
            Duration.ofSeconds(60));
    JsonNode task = late.task();
    assertThat(api.post(root, GRANT, body, "no-worker").task().path("id"))
        .isEqualTo(task.path("id"));

    for (Client.Answer none : early) {
      assertThat(none.refusal())
          .isEqualTo(
              "503 14 Expected an outcome in time, but there is none yet; repeat the request with"
                  + " the same Idempotency-Key, or read the task.");
      assertThat(none.headers()).containsKey("retry-after");
      JsonNode named = none.json().at("/details/0/metadata");
      assertThat(named.path("taskId")).isEqualTo(task.path("id"));
      assertThat(named.path("commandId").asString()).hasSize(27);
    }
    ObjectNode search = Json.object();
    search.putArray("subjectIds").add(gatehouse.id("user/bob"));
    search.putArray("appEntitlementIds").add(gatehouse.id("entitlement/badge"));
    assertThat(api.post(root, "/api/v1/search/tasks", search).json().path("list")).hasSize(1);
    close(task);
  }
}
