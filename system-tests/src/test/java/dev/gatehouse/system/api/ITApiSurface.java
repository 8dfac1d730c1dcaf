package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.Shapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The whole surface of the API: its addresses, the filters of its searches, the objects beside its
 * answers, the history of tasks, and how requests are read.
 */
class ITApiSurface {
  private static final String GRANT = "/api/v1/task/grant";
  private static final String AUDITS = "/api/v1/task/audits";
  private static final Set<String> NO_FILTERS =
      Set.of("pageSize", "pageToken", "expandMask", "sortBy");
  private static final String ORGANISATION =
      """
      source: surface
      users:
      - {id: zoe, email: zoe@example.com, displayName: Zoe, managers: [yan]}
      - {id: yan, email: yan@example.com, displayName: Yan, delegate: {user: zoe}}
      - {id: xia, email: xia@example.com, displayName: Xia}
      policies:
      - id: yan-decides
        displayName: Yan decides
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [yan]}}}]}}
      apps:
      - id: site
        displayName: Site
        owners: [yan]
        connectors: [{id: quick, kind: instant, config: {}}]
        appUsers: [{id: site-zoe, user: zoe, username: zoe}]
        entitlements:
        - {id: pages, displayName: Pages, grantPolicyId: yan-decides, durationGrant: 7200s,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: quick}}},
           externalIds: {quick: "pages"}}
        - {id: drafts, displayName: Drafts, grantPolicyId: yan-decides,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: quick}}},
           externalIds: {quick: "drafts"}}
        - {id: key, displayName: Key, grants: [{appUser: site-zoe}]}
      """;

  private static Installation gatehouse;
  private static Client api;
  private static String root;
  private static String zoe;
  private static String yan;

  /** What was made through the API, beside what was imported. */
  private static final Map<String, String> made = new HashMap<>();

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    gatehouse.bringIn(ORGANISATION);
    api = gatehouse.api();
    root = gatehouse.token("root");
    zoe = gatehouse.token("zoe");
    yan = gatehouse.token("yan");
    String app = "/api/v1/apps/" + gatehouse.id("app/site");
    String type =
        make(app + "/resource_types", "{\"displayName\": \"G\", \"resourceType\": \"GROUP\"}")
            .at("/appResourceType/id")
            .asString();
    made.put("type", type);
    String resources = app + "/resource_types/" + type + "/resources";
    String owners = "[\"" + gatehouse.id("user/yan") + "\"]";
    String owned = "{\"displayName\": \"Owned\", \"resourceOwnerUserIds\": " + owners + "}";
    made.put("resource", make(resources, owned).at("/appResource/id").asString());
    make(resources, "{\"displayName\": \"Nobody's\"}");
    JsonNode grouped =
        make(
            app + "/entitlements",
            "{\"displayName\": \"Grouped\", \"appResourceTypeId\": \"" + type + "\"}");
    made.put("grouped", grouped.at("/appEntitlementView/appEntitlement/id").asString());
    JsonNode gone = make(app + "/entitlements", "{\"displayName\": \"Gone\"}");
    delete(app + "/entitlements/" + gone.at("/appEntitlementView/appEntitlement/id").asString());
    JsonNode policy =
        make(
            "/api/v1/policies",
            "{\"displayName\": \"Gone\", \"policyType\": \"POLICY_TYPE_GRANT\", \"policySteps\":"
                + " {\"grant\": {\"steps\": [{\"accept\": {}}]}}}");
    delete("/api/v1/policies/" + policy.at("/policy/id").asString());
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static JsonNode make(String path, String body) {
    Client.Answer answer = api.post(root, path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static void delete(String path) {
    assertThat(api.send("DELETE", path, "", bearer(root)).status()).isEqualTo(200);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static String id(String reference) {
    String known = made.get(reference);
    return known == null ? gatehouse.id(reference) : known;
  }

  private static ObjectNode grant() {
    return Json.object()
        .put("appId", id("app/site"))
        .put("appEntitlementId", id("entitlement/pages"))
        .put("grantDuration", "60s");
  }

  private static ObjectNode onStep(JsonNode task) {
    return Json.object().put("policyStepId", task.at("/policy/current/id").asString());
  }

  private static String action(JsonNode task, String action) {
    return "/api/v1/tasks/" + task.path("id").asString() + "/action/" + action;
  }

  private static void close(JsonNode task) {
    api.post(root, action(task, "close"), Json.object());
    api.await(root, task.path("id").asString(), t -> t.path("state").asString().endsWith("CLOSED"));
  }

  private static ObjectNode masked(ObjectNode body, String... paths) {
    ObjectNode masked = body.deepCopy();
    List.of(paths).forEach(masked.putObject("expandMask").putArray("paths")::add);
    return masked;
  }

  @Test
  void everyAddressThatIsDescribedIsServedAndTheOtherWayRound() {
    Set<String> described = new TreeSet<>();
    SearchFields.description()
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods
                    .propertyNames()
                    .forEach(
                        method ->
                            described.add(
                                RouteTable.address(method.toUpperCase(Locale.ROOT), path))));
    RouteTable all = RouteTable.of(gatehouse.routers());
    RouteTable gateway = RouteTable.of(gatehouse.routersOfTheGateway());
    Set<String> served = new TreeSet<>(all.addresses());
    served.removeIf(address -> address.contains(" /internal/"));

    assertThat(served).isEqualTo(described);
    assertThat(described).allMatch(gateway::reaches);
  }

  @Test
  void everyFilterIsServedOrRefused() {
    JsonNode task = api.post(zoe, GRANT, grant()).task();
    made.put("task", task.path("id").asString());
    JsonNode grouped =
        api.post(zoe, GRANT, grant().put("appEntitlementId", made.get("grouped"))).task();
    List<String> passedOver = new ArrayList<>();
    for (SearchCase search : SearchCase.all(ITApiSurface::id)) {
      String caller = search.path().endsWith("tasks") ? zoe : root;
      if (search.path().contains("request_catalog")) {
        caller = zoe;
      }
      JsonNode all = rows(caller, search, "{}");
      assertThat(all).as(search.path()).isNotEmpty();
      for (String field : Shapes.api().message(search.message()).fieldNames()) {
        String value = search.served().get(field);
        if (value != null) {
          boolean same = rows(caller, search, body(field, value)).equals(all);
          if (same && !value.equals(SearchCase.SAME)) {
            passedOver.add(search.path() + " " + field);
          }
        } else if (!NO_FILTERS.contains(field)) {
          String sample = SearchFields.sample(search.message(), field);
          api.post(caller, search.path(), body(field, sample))
              .refused(
                  400,
                  3,
                  "Expected a search without "
                      + field
                      + ", but it was set; this version cannot search by it.");
        }
      }
    }
    close(task);
    close(grouped);
    assertThat(passedOver).isEmpty();
  }

  private static String body(String field, String value) {
    return "{\"" + field + "\": " + (value.equals(SearchCase.SAME) ? "true" : value) + "}";
  }

  private static JsonNode rows(String caller, SearchCase search, String body) {
    ObjectNode message = (ObjectNode) Json.mapper().readTree(body);
    Client.Answer answer = api.post(caller, search.path(), message.put("pageSize", 100));
    assertThat(answer.status())
        .as(search.path() + " " + body + ": " + answer.text())
        .isEqualTo(200);
    return answer.json().path("list");
  }

  @Test
  void theHistoryOfATaskTellsWhatHappenedInOrder() {
    JsonNode task =
        api.post(zoe, GRANT, grant().put("appEntitlementId", id("entitlement/drafts"))).task();
    String taskId = task.path("id").asString();
    api.post(zoe, action(task, "comment"), Json.object().put("comment", "Please.")).task();
    Client.Answer approved =
        api.post(yan, action(task, "approve"), onStep(task).put("comment", "Fine."));
    api.await(zoe, taskId, t -> t.path("state").asString().endsWith("CLOSED"));

    ObjectNode request = Json.object().put("taskId", taskId);
    List<JsonNode> history =
        Client.until(() -> history(request), found -> found.size() >= 11, Duration.ofSeconds(30));
    assertThat(history.stream().map(ITApiSurface::kind))
        .containsExactly(
            "taskCreated",
            "approvalInstanceChange",
            "comment",
            "actionSubmitted",
            "approvalInstanceChange",
            "comment",
            "connectorActionsStart",
            "actionResult",
            "connectorActionsEnd",
            "stateChange",
            "grantOutcome");
    assertThat(history.get(2).at("/comment/comment").asString()).isEqualTo("Please.");
    assertThat(history.get(2).at("/metadata/user/displayName").asString()).isEqualTo("Zoe");
    assertThat(history.get(3).at("/actionSubmitted/action/id"))
        .isEqualTo(approved.json().path("ticketActionId"));
    assertThat(history.getLast().at("/grantOutcome/outcome").asString())
        .isEqualTo("GRANT_OUTCOME_GRANTED");

    assertThat(history(Json.object().put("task_id", taskId).put("newestFirst", true)))
        .isEqualTo(history.reversed());
    ObjectNode comments = Json.object().put("taskId", taskId).put("commentsOnly", true);
    assertThat(history(comments)).isEqualTo(List.of(history.get(2), history.get(5)));
    ObjectNode one = Json.object().put("taskId", taskId);
    one.putArray("refs").addObject().set("id", history.get(5).path("id"));
    assertThat(history(one)).isEqualTo(List.of(history.get(5)));
  }

  /** All pages of a history, each at most ten entries. */
  private static List<JsonNode> history(ObjectNode request) {
    List<JsonNode> entries = new ArrayList<>();
    String token = "";
    do {
      Client.Answer page =
          api.post(zoe, AUDITS, request.put("pageSize", 10).put("pageToken", token));
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      JsonNode body = page.json();
      assertThat(
              Shapes.api()
                  .message("c1.api.task.v1.TaskAuditListResponse")
                  .complete((ObjectNode) body))
          .isEqualTo(body);
      body.path("list").forEach(entries::add);
      token = body.path("nextPageToken").asString();
    } while (!token.isEmpty());
    return entries;
  }

  /** The one member of an entry that is set. */
  private static String kind(JsonNode entry) {
    List<String> set =
        entry.properties().stream()
            .filter(field -> field.getValue().isObject() && !field.getKey().equals("metadata"))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(set).hasSize(1);
    return set.getFirst();
  }

  @Test
  void aHistoryIsShownToWhomTheTaskIsShown() {
    JsonNode task = api.post(zoe, GRANT, grant()).task();
    String id = task.path("id").asString();
    api.post(gatehouse.token("xia"), AUDITS, Json.object().put("taskId", id))
        .refused(404, 5, "Expected a task with the id " + id + ", but there is none.");
    api.post(zoe, AUDITS, Json.object())
        .refused(400, 3, "Expected taskId to be set, but it was missing.");
    api.post(zoe, AUDITS, Json.object().put("taskId", id).put("pageToken", "made-up"))
        .refused(400, 3, "Expected pageToken to be the nextPageToken of an earlier answer");
    close(task);
  }

  @Test
  void everyExpandedObjectIsAWholeMessageOfItsType() {
    Client.Answer task = api.post(zoe, GRANT, masked(grant(), "*"));
    expands(task, "/taskView", "appPath", "c1.api.app.v1.App");
    expands(task, "/taskView", "appUserPath", "c1.api.app.v1.AppUser");
    expands(task, "/taskView", "userPath", "c1.api.user.v1.User");
    expands(task, "/taskView", "entitlementsPath", "c1.api.app.v1.AppEntitlement");
    close(task.task());
    for (Map.Entry<String, String> path :
        Map.of("app_id", "appPath", "identity_user_id", "identityUserPath").entrySet()) {
      Client.Answer found =
          api.post(root, "/api/v1/search/app_users", masked(Json.object(), path.getKey()));
      String kind = path.getKey().equals("app_id") ? "app.v1.App" : "user.v1.User";
      expands(found, "/list/0", path.getValue(), "c1.api." + kind);
    }
    ObjectNode yans = Json.object();
    yans.putArray("ids").add(id("user/yan"));
    expands(
        api.post(root, "/api/v1/search/users", masked(yans, "delegated_user_id")),
        "/list/0",
        "delegatedUserPath",
        "c1.api.user.v1.User");
    ObjectNode zoes = Json.object();
    zoes.putArray("ids").add(id("user/zoe"));
    expands(
        api.post(root, "/api/v1/search/users", masked(zoes, "manager_ids")),
        "/list/0",
        "managersPath",
        "c1.api.user.v1.User");
    ObjectNode grouped = Json.object().put("displayName", "Grouped");
    Client.Answer found =
        api.post(root, "/api/v1/search/entitlements", masked(grouped, "app_resource_type_id"));
    expands(found, "/list/0", "appResourceTypePath", "c1.api.app.v1.AppResourceType");
    assertThat(found.json().at("/list/0/appPath").asString()).isEmpty();
    assertThat(found.json().path("expanded")).hasSize(1);
  }

  /** The path leads to an object of this type with every field of it, and no other. */
  private static void expands(Client.Answer answer, String view, String field, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    String path = answer.json().at(view).path(field).asString();
    assertThat(path).as(field).matches("\\$\\.expanded\\[[0-9,]+]");
    int index = Integer.parseInt(path.replaceAll("[^0-9]+", " ").strip().split(" ", 2)[0]);
    ObjectNode object = (ObjectNode) answer.json().path("expanded").path(index).deepCopy();
    assertThat(object.path("@type").asString()).isEqualTo("type.googleapis.com/" + type);
    object.remove("@type");
    assertThat(Shapes.api().message(type).complete(object)).isEqualTo(object);
  }

  @Test
  void requestsAreReadAsClientsSendThem() {
    ObjectNode snake =
        Json.object()
            .put("app_id", id("app/site"))
            .put("app_entitlement_id", id("entitlement/pages"))
            .put("grant_duration", "60s")
            .put("app_user_id", "")
            .put("somethingNew", 1);
    snake.putObject("expandMask");
    Client.Answer created = api.post(zoe, GRANT, snake, UUID.randomUUID().toString());
    JsonNode task = created.task();
    assertThat(created.json().path("expanded")).isEmpty();
    assertThat(task.at("/type/grant/grantDuration").asString()).isEqualTo("60s");
    assertThat(task.path("createdAt").asString())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    String byNumber = "/api/v1/tasks/" + task.path("numericId").asString();
    assertThat(api.get(zoe, byNumber).task().path("id")).isEqualTo(task.path("id"));
    assertThat(
            api.post(zoe, byNumber + "/action/comment", Json.object().put("comment", "Hi."))
                .task()
                .path("commentCount")
                .asInt())
        .isEqualTo(1);
    Map<String, String> text = new HashMap<>(bearer(zoe));
    text.put("Content-Type", "text/plain");
    assertThat(api.send("POST", "/api/v1/search/tasks", "{\"pageSize\": 500}", text).status())
        .isEqualTo(200);
    close(task);
  }
}
