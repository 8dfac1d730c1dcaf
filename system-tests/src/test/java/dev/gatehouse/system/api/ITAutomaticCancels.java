package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests for what is deleted close by themselves; others stay. */
class ITAutomaticCancels {
  private static Installation gatehouse;
  private static Client api;
  private static String root;

  @BeforeAll
  static void start() {
    gatehouse = Installation.start(1);
    api = gatehouse.api();
    root = gatehouse.token("root");
    gatehouse.bringIn(
        """
        source: it
        users:
        - {id: dee, email: dee@example.com, displayName: Dee}
        apps:
        - id: old
          displayName: Old
          owners: [bob]
          entitlements:
          - {id: old-menu, displayName: Old menu}
        - id: shop
          displayName: Shop
          owners: [bob]
          entitlements:
          - {id: tills, displayName: Tills}
          - {id: stock, displayName: Stock}
        """);
  }

  @AfterAll
  static void stop() {
    if (gatehouse != null) {
      gatehouse.close();
    }
  }

  private static String ask(String person, String app, String entitlement) {
    ObjectNode request =
        gatehouse.access(app, entitlement).put("identityUserId", gatehouse.id("user/" + person));
    return api.post(root, "/api/v1/task/grant", request).task().path("id").asString();
  }

  private static void delete(String path) {
    Client.Answer answer = api.send("DELETE", path, "", Map.of("Authorization", "Bearer " + root));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void closesAsCancelled(String task, String comment) {
    JsonNode closed =
        api.await(root, task, t -> t.path("state").asString().equals("TASK_STATE_CLOSED"));
    assertThat(closed.at("/type/grant/outcome").asString()).isEqualTo("GRANT_OUTCOME_CANCELLED");
    String history =
        Client.until(
            () -> api.post(root, "/api/v1/task/audits", Json.object().put("taskId", task)).text(),
            text -> text.contains(comment),
            Duration.ofSeconds(30));
    assertThat(history).contains(comment);
  }

  private static void staysOpen(String task) {
    assertThat(api.get(root, "/api/v1/tasks/" + task).task().path("state").asString())
        .isEqualTo("TASK_STATE_OPEN");
  }

  @Test
  void aDeletedEntitlementEndsItsRequestsOnly() {
    String tills = ask("ann", "shop", "tills");
    String stock = ask("ann", "shop", "stock");
    delete(
        "/api/v1/apps/%s/entitlements/%s"
            .formatted(gatehouse.id("app/shop"), gatehouse.id("entitlement/tills")));
    closesAsCancelled(tills, "The entitlement was deleted.");
    staysOpen(stock);
  }

  @Test
  void aDeletedAppEndsTheRequestsForAllOfIt() {
    String menu = ask("eve", "old", "old-menu");
    delete("/api/v1/apps/" + gatehouse.id("app/old"));
    closesAsCancelled(menu, "was deleted.");
  }

  @Test
  void aPersonWhoIsDeletedGetsNothingMore() {
    String theirs = ask("dee", "shop", "stock");
    String others = ask("eve", "shop", "stock");
    gatehouse.bringIn(
        """
        source: it
        users:
        - {id: dee, email: dee@example.com, displayName: Dee, status: DELETED}
        """);
    closesAsCancelled(theirs, "The person was deleted.");
    staysOpen(others);
  }
}
