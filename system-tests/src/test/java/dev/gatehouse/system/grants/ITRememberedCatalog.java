package dev.gatehouse.system.grants;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.testkit.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** What one copy of entitlement-service remembers, and another one changes. */
class ITRememberedCatalog {
  private static final String DATABASE = TestServers.freshName("remembered");
  private static GrantBench one;
  private static GrantBench other;

  @TempDir private static Path folder;

  @BeforeAll
  static void start() {
    one = GrantBench.start(folder, DATABASE, TestServers.kafkaBootstrap()).withOrganisation();
    other = GrantBench.start(folder, DATABASE, TestServers.kafkaBootstrap());
  }

  @AfterAll
  static void stop() {
    other.close();
    one.close();
  }

  @Test
  void whatOneCopyWasAnsweredAsChangedTheOtherSeesAtOnce() {
    for (int i = 0; i < 20; i++) {
      // given
      assertThat(editors(other).displayName()).isNotEqualTo("Editors " + (i + 1));

      // when
      one.post(path(one.editors()), changed("Editors " + (i + 1)));

      // then
      assertThat(editors(other).displayName()).isEqualTo("Editors " + (i + 1));
    }
  }

  @Test
  void whatWasNotThereIsThereOnceItIsMade() {
    // given
    AppId wiki = one.editors().appId();
    assertThat(other.ask(new Query.FindEntitlement(new EntitlementRef(wiki, unknown()))))
        .isEqualTo(Optional.empty());

    // when
    String made =
        one.post("/api/v1/apps/" + wiki + "/entitlements", "{\"displayName\":\"Writers\"}")
            .path("appEntitlementView")
            .path("appEntitlement")
            .path("id")
            .asString();

    // then
    assertThat(entitlement(other, new EntitlementRef(wiki, new EntitlementId(made))).displayName())
        .isEqualTo("Writers");
  }

  @Test
  void whoIsMarkedAsLeavingThroughOneCopyIsLeavingForTheOther() {
    // given
    TaskId offboarding = new TaskId("offboarding");
    assertThat(ann(other).leaving()).isFalse();

    // when
    one.ask(new Query.MarkLeaving(one.ann(), offboarding));

    // then
    assertThat(ann(other).leaving()).isTrue();

    // when
    one.ask(new Query.UnmarkLeaving(one.ann(), offboarding));

    // then
    assertThat(ann(other).leaving()).isFalse();
  }

  @Test
  void whatWasWrittenByACopyThatDiedBeforeItToldIsSeenOnceItIsSweptUp() {
    // given
    assertThat(editors(other).displayName()).isNotEqualTo("Editors of the dead");
    String id = one.editors().id().value();
    Document leftOver =
        new Document("id", "entitlement:" + id + ":2")
            .append("type", "CATALOG_EVENT")
            .append("at", Date.from(Instant.now().minus(Duration.ofMinutes(5))))
            .append("kind", "entitlement")
            .append("entityId", id)
            .append("version", 2L)
            .append("deleted", false)
            .append("appId", one.editors().appId().value())
            .append("actorUserId", null)
            .append("entity", "{}");

    // when
    try (MongoClient mongo = MongoClients.create(TestServers.mongodbUri())) {
      Mono.from(
              mongo
                  .getDatabase(DATABASE)
                  .getCollection("app_entitlements")
                  .updateOne(
                      Filters.eq(id),
                      Updates.combine(
                          Updates.set("displayName", "Editors of the dead"),
                          Updates.push("outbox", leftOver))))
          .block();
    }

    // then
    GrantBench.await(() -> editors(other).displayName().equals("Editors of the dead"));
  }

  private static EntitlementId unknown() {
    return new EntitlementId("not-there");
  }

  private static String path(EntitlementRef entitlement) {
    return "/api/v1/apps/%s/entitlements/%s".formatted(entitlement.appId(), entitlement.id());
  }

  private static String changed(String name) {
    return "{\"entitlement\":{\"displayName\":\"%s\"},\"updateMask\":\"displayName\"}"
        .formatted(name);
  }

  private static Entitlement editors(GrantBench bench) {
    return entitlement(bench, one.editors());
  }

  private static Entitlement entitlement(GrantBench bench, EntitlementRef ref) {
    return (Entitlement) ((Optional<?>) bench.ask(new Query.FindEntitlement(ref))).orElseThrow();
  }

  private static Person ann(GrantBench bench) {
    return (Person) ((Optional<?>) bench.ask(new Query.FindPerson(one.ann()))).orElseThrow();
  }
}
