package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.bench.TaskCopies;
import dev.gatehouse.model.Json;
import dev.gatehouse.testkit.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches among many tasks, copies of some that the engine has written. How many is said by {@code
 * -Dgatehouse.search.tasks}.
 */
class ITTaskSearch {
  private static final long TASKS = Long.getLong("gatehouse.search.tasks", 20_000);
  private static final String SEARCH = "/api/v1/search/tasks";
  private static final String GRANT = "/api/v1/task/grant";
  private static final String VAULT =
      """
      source: it
      apps:
      - id: vault
        displayName: Vault
        owners: [root]
        connectors: [{id: door, kind: instant, config: {}}]
        appUsers:
        - {id: vault-eve, user: eve, username: zed, displayName: Zed}
        - {id: vault-ann, user: ann, username: abe, displayName: Abe}
        - {id: vault-job, user: mia, username: job, displayName: Job,
           appUserType: APP_USER_TYPE_SERVICE_ACCOUNT}
        entitlements:
        - {id: keys, displayName: Keys,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: door}}},
           externalIds: {door: "keys"}}
      """;

  private static Installation gatehouse;
  private static Client api;
  private static MongoClient mongo;
  private static MongoDatabase database;
  private static String root;
  private static Instant copied;
  private static final List<String> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    String name = TestServers.freshName("search");
    gatehouse = Installation.startWithTasksIn(name);
    api = gatehouse.api();
    root = gatehouse.token("root");
    gatehouse.bringIn(VAULT);
    mongo = MongoClients.create(TestServers.mongodbUri());
    database = mongo.getDatabase(name);
    for (String person : List.of("ann", "eve", "mia")) {
      close(ask(person, "vault", "keys"));
      deny(ask(person, "wiki", "readers"));
    }
    new TaskCopies(database.getCollection("tasks"), System.out::println).fillUpTo(TASKS);
    copied = Instant.now();
    for (String person : List.of("ann", "eve", "mia")) {
      open.add(ask(person, "vault", "keys"));
      open.add(ask(person, "wiki", "readers"));
    }
  }

  @AfterAll
  static void stop() {
    if (mongo != null) {
      mongo.close();
    }
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static String ask(String person, String app, String entitlement) {
    return askFor(person, app, gatehouse.id("entitlement/" + entitlement));
  }

  private static String askFor(String person, String app, String entitlementId) {
    ObjectNode request =
        Json.object()
            .put("appId", gatehouse.id("app/" + app))
            .put("appEntitlementId", entitlementId)
            .put("identityUserId", gatehouse.id("user/" + person));
    return api.post(gatehouse.token(person), GRANT, request).task().path("id").asString();
  }

  private static void close(String task) {
    api.post(root, "/api/v1/tasks/" + task + "/action/close", Json.object());
    awaitEnd(task);
  }

  private static void deny(String task) {
    JsonNode step = api.get(root, "/api/v1/tasks/" + task).task().at("/policy/current/id");
    ObjectNode denial = Json.object().put("policyStepId", step.asString());
    api.post(gatehouse.token("bob"), "/api/v1/tasks/" + task + "/action/deny", denial).task();
    awaitEnd(task);
  }

  private static void awaitEnd(String task) {
    api.await(root, task, t -> t.path("state").asString().endsWith("CLOSED"));
  }

  private static String user(String person) {
    return "\"" + gatehouse.id("user/" + person) + "\"";
  }

  private static JsonNode search(String token, String body) {
    Client.Answer answer = api.post(token, SEARCH, "{" + body + "}");
    assertThat(answer.status()).as(body + ": " + answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> ids(JsonNode answer) {
    return answer.path("list").valueStream().map(view -> view.at("/task/id").asString()).toList();
  }

  private static Document command(Document command) {
    Document answer = Mono.from(database.runCommand(command)).block();
    assertThat(answer).isNotNull();
    return answer;
  }

  /** A search that people make all day. */
  private record Shape(String name, String caller, String body) {}

  private static List<Shape> hotShapes() {
    String wiki = "\"" + gatehouse.id("app/wiki") + "\"";
    String readers = "\"" + gatehouse.id("entitlement/readers") + "\"";
    String states = "\"taskStates\": [\"TASK_STATE_OPEN\", \"TASK_STATE_CLOSED\"]";
    return List.of(
        new Shape("my work", "bob", "\"myWorkUserIds\": [" + user("bob") + "]"),
        new Shape("my requests", "ann", "\"openerIds\": [" + user("ann") + "]"),
        new Shape("for or by me", "ann", "\"openerOrSubjectUserId\": " + user("ann")),
        new Shape("all that I may see", "ann", ""),
        new Shape("all that an owner may see", "bob", ""),
        new Shape("by subject", "root", "\"subjectIds\": [" + user("eve") + "]"),
        new Shape("by app", "root", "\"applicationIds\": [" + wiki + "]"),
        new Shape(
            "by app, state and date",
            "root",
            "\"applicationIds\": [%s], \"taskStates\": [\"TASK_STATE_CLOSED\"], \"createdAfter\": \"%s\""
                .formatted(wiki, copied.minusSeconds(86_400L * 30))),
        new Shape("by entitlement", "root", "\"appEntitlementIds\": [" + readers + "]"),
        new Shape("what I acted on", "root", "\"previouslyActedOnIds\": [" + user("bob") + "]"),
        new Shape("open ones", "root", "\"taskStates\": [\"TASK_STATE_OPEN\"]"),
        new Shape("the newest", "root", states),
        new Shape("by type and state", "root", states + ", \"taskTypes\": [{\"grant\": {}}]"),
        new Shape(
            "oldest first, since a day",
            "root",
            "\"sortBy\": \"TASK_SEARCH_SORT_BY_CREATED_AT\", \"createdAfter\": \"%s\""
                .formatted(copied.minusSeconds(86_400L * 300))),
        new Shape("by number", "root", "\"sortBy\": \"TASK_SEARCH_SORT_BY_REVERSE_TICKET_ID\""));
  }

  @Test
  void searchesThatPeopleMakeAllDayReadLittleMoreThanTheyFind() {
    command(new Document("profile", 2));
    List<String> slow = new ArrayList<>();
    System.out.printf(
        "%-28s %8s %8s %8s   among %,d tasks%n", "search", "found", "keys", "tasks", TASKS);
    for (Shape shape : hotShapes()) {
      search(gatehouse.token(shape.caller()), shape.body());
      Document read = lastFind();
      long found = number(read, "nreturned");
      long keys = number(read, "keysExamined");
      long documents = number(read, "docsExamined");
      System.out.printf("%-28s %8d %8d %8d%n", shape.name(), found, keys, documents);
      if (Math.max(keys, documents) > 20 * found + 1_000) {
        slow.add(shape.name() + ": " + read.toJson());
      }
    }
    command(new Document("profile", 0));
    assertThat(slow).isEmpty();
  }

  private static Document lastFind() {
    Document last =
        Flux.from(
                database
                    .getCollection("system.profile")
                    .find(
                        new Document("command.find", "tasks").append("command.maxTimeMS", exists()))
                    .sort(new Document("$natural", -1))
                    .limit(1))
            .blockFirst();
    assertThat(last).isNotNull();
    return last;
  }

  /** Only searches have a limit of time. */
  private static Document exists() {
    return new Document("$exists", true);
  }

  private static long number(Document document, String field) {
    return ((Number) document.get(field)).longValue();
  }

  @Test
  void whatOnlyTheCatalogueKnowsIsAskedForToo() {
    String since = ", \"taskStates\": [\"TASK_STATE_OPEN\"]";
    String service = "\"accountTypes\": [\"APP_USER_TYPE_SERVICE_ACCOUNT\"]";
    JsonNode jobs = search(root, service + since);
    assertThat(ids(jobs)).containsExactly(open.get(4));
    String users = "\"accountTypes\": [\"APP_USER_TYPE_USER\"]";
    assertThat(ids(search(root, users + since)))
        .containsExactlyInAnyOrder(open.get(0), open.get(1), open.get(2), open.get(3));
  }

  @Test
  void tasksAreFoundByTheTypeOfTheirResource() {
    String app = "/api/v1/apps/" + gatehouse.id("app/vault");
    String type =
        make(app + "/resource_types", "{\"displayName\": \"Rooms\", \"resourceType\": \"GROUP\"}")
            .at("/appResourceType/id")
            .asString();
    String rooms =
        make(
                app + "/entitlements",
                "{\"displayName\": \"Rooms\", \"appResourceTypeId\": \"" + type + "\"}")
            .at("/appEntitlementView/appEntitlement/id")
            .asString();
    String task = askFor("ann", "vault", rooms);
    String stillOpen = "\"taskStates\": [\"TASK_STATE_OPEN\"], ";
    assertThat(ids(search(root, stillOpen + "\"appResourceTypeIds\": [\"" + type + "\"]")))
        .containsExactly(task);
    assertThat(ids(search(root, stillOpen + "\"excludeAppResourceTypeIds\": [\"" + type + "\"]")))
        .containsExactlyInAnyOrderElementsOf(open);
    close(task);
  }

  private static JsonNode make(String path, String body) {
    Client.Answer answer = api.post(root, path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Few among many: pages may be short, but nothing is left out and nothing comes twice. */
  @Test
  void aSearchByTheCatalogueGoesThroughAllTasksPageByPage() {
    String body =
        "\"pageSize\": 100, \"createdAfter\": \"%s\", \"accountTypes\": [\"APP_USER_TYPE_SERVICE_ACCOUNT\"]"
            .formatted(copied.minusSeconds(86_400L * 365));
    Set<String> seen = new HashSet<>();
    int rows = 0;
    String token = "";
    do {
      JsonNode page = search(root, body + ", \"pageToken\": \"" + token + "\"");
      seen.addAll(ids(page));
      rows += ids(page).size();
      token = page.path("nextPageToken").asString();
    } while (!token.isEmpty());
    assertThat(seen).hasSize(rows).contains(open.get(4));
    long wanted = accountsSince(copied.minusSeconds(86_400L * 365));
    assertThat((long) rows).isEqualTo(wanted);
  }

  private static long accountsSince(Instant time) {
    Document filter =
        new Document("task.subject.appUserId", gatehouse.id("appUser/vault-job"))
            .append("createdAt", new Document("$gt", Date.from(time)));
    Long count = Mono.from(database.getCollection("tasks").countDocuments(filter)).block();
    return count == null ? 0 : count;
  }

  @Test
  void tasksAreSortedByNamesOfTheCatalogueWhereTheyAreNotTooMany() {
    String byAccount = "\"sortBy\": \"TASK_SEARCH_SORT_BY_ACCOUNT\"";
    JsonNode found =
        search(
            root,
            byAccount
                + ", \"taskStates\": [\"TASK_STATE_OPEN\"], \"applicationIds\": [\"%s\"]"
                    .formatted(gatehouse.id("app/vault")));
    assertThat(ids(found)).containsExactly(open.get(0), open.get(4), open.get(2));
    api.post(root, SEARCH, "{" + byAccount + "}")
        .refused(400, 3, "Expected a search that finds at most 2,000 tasks for this order");
  }

  @Test
  void aTokenIsGoodForItsOwnSearchOnly() {
    String token = search(root, "\"pageSize\": 10").path("nextPageToken").asString();
    String next = ", \"pageToken\": \"" + token + "\"";
    assertThat(ids(search(root, "\"pageSize\": 20" + next))).hasSize(20);
    api.post(root, SEARCH, "{\"openerIds\": [" + user("ann") + "]" + next + "}")
        .refused(400, 3, "Expected pageToken to be of the same search");
  }
}
