package dev.gatehouse.system.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseAnswer.Kind;
import dev.gatehouse.model.internal.LeaseAnswer.Leased;
import dev.gatehouse.model.internal.LeaseAnswer.Refused;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.schemas.CatalogEvent;
import dev.gatehouse.schemas.GrantEvent;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.TaskCommand;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.system.grants.EventReader.Read;
import dev.gatehouse.testkit.TestServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ITGrants {
  /** Ids of imported entitlements repeat from test to test, so earlier events are left out. */
  private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final EventReader events = new EventReader();
  private GrantBench bench;

  @TempDir private Path folder;

  @BeforeAll
  static void topics() throws ExecutionException, InterruptedException {
    Set<String> there;
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafkaBootstrap()))) {
      there = admin.listTopics().names().get();
    }
    for (String topic : List.of(Topics.GRANT_EVENTS, Topics.CATALOG_EVENTS, Topics.TASK_COMMANDS)) {
      if (!there.contains(topic)) {
        TestServers.createTopic(topic, 1);
      }
    }
  }

  @BeforeEach
  void start() {
    bench =
        GrantBench.start(folder, TestServers.freshName("grants"), TestServers.kafkaBootstrap())
            .withOrganisation();
  }

  @AfterEach
  void stop() {
    bench.close();
  }

  @Test
  void accessIsGivenShownAndTakenBack() {
    // given
    LeaseRequest give = bench.lease("give", true, null);
    Leased leased = bench.taken(give);
    assertThat(leased.target().externalId()).isEqualTo("cn=editors");
    assertThat(leased.target().profile()).containsEntry("dn", "uid=ann");
    assertThat(bindings()).isEmpty();

    // when
    assertThat(bench.settle(give, leased.epoch(), true).settled()).isTrue();
    assertThat(bench.settle(give, leased.epoch(), true).settled()).as("a repeat").isTrue();

    // then
    assertThat(bindings()).hasSize(1);
    assertThat(search("{\"userId\":\"%s\"}".formatted(bench.ann())).size()).isEqualTo(2);
    assertThat(
            search("{\"entitlementRefs\":[{\"id\":\"%s\"}]}".formatted(bench.editors().id()))
                .get(0)
                .path("appEntitlementUserBinding")
                .path("originatingTicketId")
                .asString())
        .isEqualTo("give");
    assertThat(holders()).isEqualTo(1);
    GrantBench.await(() -> grantCount().equals("1"));

    // when
    bench.done(bench.lease("revoke", false, null));

    // then
    assertThat(bindings()).isEmpty();
    assertThat(holders()).isZero();
    GrantBench.await(() -> grantCount().equals("0"));
    List<Read<GrantEvent>> seen =
        events.until(
            Topics.GRANT_EVENTS,
            GrantEvent.class,
            event ->
                event.getAppEntitlementId().equals(bench.editors().id().value())
                    && !event.getOccurredAt().isBefore(began),
            list -> list.size() >= 4);
    assertThat(seen)
        .extracting(read -> read.value().getState())
        .containsExactly("GRANTING", "GRANTED", "REVOKING", "REVOKED");
    assertThat(seen).extracting(read -> read.value().getVersion()).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void oneAttemptWorksOnAnAccessAtATime() {
    LeaseRequest give = bench.lease("give", true, null);
    Leased first = bench.taken(give);

    assertThat(bench.take(bench.lease("revoke", false, null)))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.kind()).isEqualTo(Kind.BUSY));
    Leased again = bench.taken(give);

    assertThat(again.takenOver()).isTrue();
    assertThat(bench.settle(give, first.epoch(), true).settled()).isFalse();
    assertThat(bench.settle(give, again.epoch(), false).settled()).isTrue();
    assertThat(bench.ask(new Query.FindGrant(bench.editors(), bench.wikiAnn(), null)))
        .isEqualTo(Optional.empty());
  }

  @Test
  void nothingIsGivenToWhoeverLeaves() {
    // given
    TaskId offboarding = new TaskId("offboarding");
    LeaseRequest running = bench.lease("running", true, null);
    Leased leased = bench.taken(running);

    // when
    assertThat(bench.ask(new Query.MarkLeaving(bench.ann(), offboarding))).isEqualTo(true);

    // then
    assertThat(bench.settle(running, leased.epoch(), true).settled()).isFalse();
    assertThat(bench.take(bench.lease("late", true, null)))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.kind()).isEqualTo(Kind.LEAVING));
    assertThat(byHand("by-hand", true).refused()).isTrue();
    assertThat(person().leaving()).isTrue();
    GrantPage first = (GrantPage) bench.ask(new Query.LiveGrantsOf(bench.ann(), false, "", 1));
    assertThat(first.grants()).hasSize(1);
    GrantPage second =
        (GrantPage) bench.ask(new Query.LiveGrantsOf(bench.ann(), false, first.next(), 1));
    assertThat(second.next()).isEmpty();
    assertThat(List.of(first.grants().getFirst(), second.grants().getFirst()))
        .extracting(LiveGrant::displayName)
        .containsExactlyInAnyOrder("Editors", "Readers");

    // when
    bench.done(bench.lease("child", false, null));
    bench.ask(new Query.UnmarkLeaving(bench.ann(), offboarding));

    // then
    assertThat(person().leaving()).isFalse();
    assertThat(bench.taken(bench.lease("again", true, null)).already()).isFalse();
  }

  @Test
  void whatPeopleDoByHandIsRecordedOnce() {
    HandRecord first = byHand("by-hand", true);
    HandRecord again = byHand("by-hand", true);

    assertThat(first.refused()).as(first.refusal()).isFalse();
    assertThat(again).isEqualTo(first);
    assertThat(first.appUserId()).isNotNull();
    assertThat(
            bench
                .get(
                    "/api/v1/apps/%s/entitlements/%s/users/%s/grants"
                        .formatted(bench.editors().appId(), bench.editors().id(), bench.bob()))
                .path("bindings")
                .size())
        .isEqualTo(1);
    assertThat(byHand("taken-back", false).refused()).isFalse();
    assertThat(bench.ask(new Query.FindGrant(bench.editors(), null, bench.bob())))
        .isEqualTo(Optional.empty());
  }

  @Test
  void whatWasMadeAMomentAgoIsFoundWithItsPolicies() {
    // given
    String path = "/api/v1/apps/%s/entitlements".formatted(bench.editors().appId());
    String id =
        bench
            .post(path, "{\"displayName\":\"Fresh\"}")
            .path("appEntitlementView")
            .path("appEntitlement")
            .path("id")
            .asString();

    // when
    Optional<?> fresh =
        (Optional<?>)
            bench.ask(
                new Query.FindEntitlement(
                    new EntitlementRef(bench.editors().appId(), new EntitlementId(id))));
    Entitlement editors =
        (Entitlement)
            ((Optional<?>) bench.ask(new Query.FindEntitlement(bench.editors()))).orElseThrow();

    // then
    assertThat(fresh).isPresent();
    Entitlement found = (Entitlement) fresh.orElseThrow();
    assertThat(((Optional<?>) bench.ask(new Query.FindPolicy(found.grantPolicyId()))).orElseThrow())
        .isInstanceOfSatisfying(Policy.class, policy -> assertThat(policy.baseline()).hasSize(1));
    assertThat(found.appOwners()).extracting(Person::id).containsExactly(bench.bob());
    assertThat(editors.owners()).extracting(Person::id).containsExactly(bench.bob());
    assertThat(editors.maxGrantDuration()).isEqualTo(Duration.ofHours(2));
    assertThat(editors.soleConnector()).isNotNull();
    events.until(
        Topics.CATALOG_EVENTS,
        CatalogEvent.class,
        event -> event.getEntityId().equals(id),
        list -> list.size() == 1);
  }

  @Test
  void anExpiredGrantIsTakenBackByOneSignedCommand() {
    // when
    bench.done(bench.lease("give", true, Duration.ofSeconds(1)));

    // then
    List<Read<TaskCommand>> commands =
        events.until(
            Topics.TASK_COMMANDS,
            TaskCommand.class,
            command ->
                command.getCreateRevoke() != null
                    && command
                        .getCreateRevoke()
                        .getAppEntitlementId()
                        .equals(bench.editors().id().value()),
            list -> !list.isEmpty());
    Read<TaskCommand> read = commands.getFirst();
    assertThat(read.value().getCreateRevoke().getOrigin()).isEqualTo("TIME_REVOKE");
    assertThat(read.value().getCreateRevoke().getExpiredAt()).isNotNull();
    assertThat(read.record().headers().lastHeader(Trace.PARENT_HEADER)).isNotNull();
    assertThat(read.record().key()).isEqualTo(read.value().getTaskId());
    assertThat(
            InstallationKeys.parse(GrantBench.KEYS)
                .verify(
                    new String(
                        read.record().headers().lastHeader(RecordHeaders.SIGNATURE).value(),
                        StandardCharsets.UTF_8),
                    read.value().getCommandId(),
                    read.value().getTaskId(),
                    read.record().value()))
        .isTrue();
    assertThat(commands.stream().map(each -> each.value().getTaskId()).collect(Collectors.toSet()))
        .hasSize(1);
  }

  @Test
  void anAccessGoesWithTheLastOfItsReasons() {
    // given
    bench.done(bench.lease("first", true, Duration.ofHours(1)));
    LeaseRequest second = bench.lease("second", true, Duration.ofHours(2));
    assertThat(bench.taken(second).already()).isTrue();

    // when
    LeaseRequest undo =
        bench.ending(
            bench.lease("undo-second", false, null), new Ending.OfRequest(new TaskId("second")));
    LeaseAnswer.Leased kept = bench.taken(undo);

    // then
    assertThat(kept.already()).isTrue();
    assertThat(bindings()).hasSize(1);
    Query.EndReasons rest =
        new Query.EndReasons(
            bench.editors(), bench.wikiAnn(), new Ending.OfRequest(new TaskId("first")));
    assertThat(bench.ask(rest)).isEqualTo(false);
    assertThat(bench.ask(rest)).isEqualTo(false);
    assertThat(bindings()).hasSize(1);
    bench.done(
        bench.ending(
            bench.lease("undo-first", false, null), new Ending.OfRequest(new TaskId("first"))));
    assertThat(bindings()).isEmpty();
  }

  @Test
  void whatWasProlongedIsNotTakenBackForWhatExpired() {
    // given
    bench.done(bench.lease("short", true, Duration.ofHours(1)));
    Instant expiry = Instant.parse(bindings().getFirst().path("deprovisionAt").asString());
    assertThat(bench.taken(bench.lease("long", true, null)).already()).isTrue();

    // when
    Query.EndReasons expired =
        new Query.EndReasons(bench.editors(), bench.wikiAnn(), new Ending.ExpiredBy(expiry));

    // then
    assertThat(bench.ask(expired)).isEqualTo(true);
    LeaseRequest late = bench.lease("late", false, null);
    assertThat(bench.taken(bench.ending(late, new Ending.ExpiredBy(expiry))).already()).isTrue();
    assertThat(bindings()).hasSize(1);
    bench.done(bench.lease("asked-for", false, null));
    assertThat(bindings()).isEmpty();
  }

  @Test
  void anEventOfTheCatalogueTellsWhoDidIt() {
    // given
    String admin = bench.get("/api/v1/auth/introspect").path("userId").asString();

    // when
    String made =
        bench.post("/api/v1/apps", "{\"displayName\":\"Mail\"}").path("app").path("id").asString();

    // then
    assertThat(doneBy(made)).as("a change over the API").isEqualTo(admin);
    assertThat(doneBy(bench.editors().id().value())).as("an import").isEqualTo(admin);
    assertThat(doneBy(admin)).as("the first start").isNull();
  }

  private @Nullable String doneBy(String entity) {
    return events
        .until(
            Topics.CATALOG_EVENTS,
            CatalogEvent.class,
            event -> event.getEntityId().equals(entity),
            list -> !list.isEmpty())
        .getFirst()
        .value()
        .getActorUserId();
  }

  @Test
  void worksWithoutABrokerAndPublishesOnceThereIsOne() {
    // given
    String database = TestServers.freshName("grants");
    String entitlement;
    try (GrantBench alone = GrantBench.start(folder, database, "127.0.0.1:1").withOrganisation()) {
      entitlement = alone.editors().id().value();

      // when
      alone.done(alone.lease("give", true, null));

      // then
      GrantBench.await(() -> alone.health().contains("DEGRADED"));
      assertThat(alone.readiness()).isEqualTo(200);
    }
    try (GrantBench again = GrantBench.start(folder, database, TestServers.kafkaBootstrap())) {
      List<Read<GrantEvent>> seen =
          events.until(
              Topics.GRANT_EVENTS,
              GrantEvent.class,
              event ->
                  event.getAppEntitlementId().equals(entitlement)
                      && !event.getOccurredAt().isBefore(began),
              list -> list.size() >= 2);
      assertThat(seen)
          .extracting(read -> read.value().getState())
          .containsExactly("GRANTING", "GRANTED");
      GrantBench.await(() -> again.health().contains("\"UP\""));
    }
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(
            bench
                .internal("/internal/facts", "{\"queries\":[{\"_type\":\"WhatIsLove\"}]}")
                .statusCode())
        .isEqualTo(400);
    assertThat(bench.send("POST", "/internal/facts", "application/json", "{}", "").statusCode())
        .isEqualTo(401);
    LeaseRequest gone =
        new LeaseRequest(
            new TaskId("t"),
            new StepId("s"),
            1,
            true,
            bench.editors(),
            bench.wikiAnn(),
            null,
            new ConnectorId("nowhere"),
            null,
            null,
            Duration.ofMinutes(1));
    LeaseAnswer answer = bench.take(gone);
    assertThat(answer)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.kind()).isEqualTo(Kind.GONE));
  }

  private HandRecord byHand(String step, boolean given) {
    return (HandRecord)
        bench.ask(
            new Query.RecordByHand(
                new TaskId("task-" + step),
                new StepId(step),
                given,
                bench.editors(),
                null,
                step.equals("by-hand") && person().leaving() ? bench.ann() : bench.bob(),
                null));
  }

  private Person person() {
    return (Person) ((Optional<?>) bench.ask(new Query.FindPerson(bench.ann()))).orElseThrow();
  }

  /** Ann's bindings that hold the right to edit. */
  private List<JsonNode> bindings() {
    return bench
        .get(
            "/api/v1/apps/%s/entitlements/%s/users/%s/grants"
                .formatted(bench.editors().appId(), bench.editors().id(), bench.ann()))
        .path("bindings")
        .valueStream()
        .filter(binding -> !binding.path("appEntitlementId").asString("").isEmpty())
        .toList();
  }

  private JsonNode search(String body) {
    return bench.post("/api/v1/search/grants", body).path("list");
  }

  private int holders() {
    return bench
        .get(
            "/api/v1/apps/%s/entitlements/%s/users"
                .formatted(bench.editors().appId(), bench.editors().id()))
        .path("list")
        .size();
  }

  private String grantCount() {
    return bench
        .get(
            "/api/v1/apps/%s/entitlements/%s"
                .formatted(bench.editors().appId(), bench.editors().id()))
        .path("appEntitlementView")
        .path("appEntitlement")
        .path("grantCount")
        .asString();
  }
}
