package dev.gatehouse.system.grants;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.schemas.CatalogEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.testkit.TestServers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What becomes of events of entitlement-service that cannot be published, or were left over. */
class ITOutbox {
  private static final String HELD = "/gatehouse/v1/catalog/held";
  private final Date longAgo = Date.from(Instant.now().minus(Duration.ofMinutes(5)));
  private static final int MANY = 300;

  private final String database = TestServers.freshName("outbox");
  private final EventReader events = new EventReader();
  private MongoClient mongo;
  private GrantBench bench;

  @TempDir private Path folder;

  @BeforeAll
  static void topics() throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      Set<String> there = admin.listTopics().names().get();
      for (String topic : List.of(Topics.GRANT_EVENTS, Topics.CATALOG_EVENTS)) {
        if (!there.contains(topic)) {
          TestServers.createTopic(topic, 1);
        }
      }
    }
  }

  @BeforeEach
  void start() {
    mongo = MongoClients.create(TestServers.mongodbUri());
    bench = GrantBench.start(folder, database, TestServers.kafkaBootstrap());
  }

  @AfterEach
  void stop() {
    bench.close();
    mongo.close();
  }

  @Test
  void whatOneThingCannotPublishHoldsUpNoOtherUntilAnOperatorLetsItGo() {
    // given
    String broken = made("Broken");
    String sound = made("Sound");
    GrantBench.await(() -> waiting("apps", broken).isEmpty() && waiting("apps", sound).isEmpty());
    leave("apps", broken, entry("app", broken, 2).append("type", "OF_ANOTHER_VERSION"));
    alreadyTried("apps", broken, 8);

    // when
    GrantBench.await(() -> held().size() == 1);
    leave("apps", sound, entry("app", sound, 2));

    // then
    GrantBench.await(() -> waiting("apps", sound).isEmpty());
    JsonNode row = held().getFirst();
    assertThat(row.path("kind").asString()).isEqualTo("app");
    assertThat(row.path("id").asString()).isEqualTo(broken);
    assertThat(row.path("reason").asString()).contains("Expected to write app:", "cannot be");
    assertThat(row.path("waiting").asInt()).isEqualTo(1);
    assertThat(row.path("heldSince").asString()).isNotEmpty();
    GrantBench.await(() -> metrics().contains("gatehouse_outbox_held 1.0"));
    assertThat(metrics()).contains("gatehouse_outbox_stuck_total 1.0");
    assertThat(waiting("apps", broken)).hasSize(1);

    // when
    update("apps", broken, Updates.set("outbox.0.type", "CATALOG_EVENT"));
    assertThat(resumed("app", broken)).isTrue();

    // then
    GrantBench.await(() -> waiting("apps", broken).isEmpty());
    assertThat(held()).isEmpty();
    assertThat(resumed("app", broken)).as("once more").isFalse();
    GrantBench.await(() -> metrics().contains("gatehouse_outbox_held 0.0"));
    assertThat(
            bench
                .send(
                    "POST",
                    "/gatehouse/v1/catalog/app/nobody/resume",
                    "application/json",
                    "",
                    bench.bearer())
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatTheBrokerRefusesWaitsForTheOperatorToo() throws Exception {
    // given
    String large;
    limitRecords("2000");
    try {
      large = made("Large " + "x".repeat(5000));
      GrantBench.await(() -> waiting("apps", large).size() == 1);
      update("apps", large, Updates.set("outbox.0.at", longAgo));
      alreadyTried("apps", large, 9);

      // when
      GrantBench.await(() -> held().size() == 1);

      // then
      assertThat(held().getFirst().path("reason").asString())
          .contains("Expected the broker to take a record for " + Topics.CATALOG_EVENTS);
      assertThat(bench.readiness()).isEqualTo(200);
      String small = made("Small");
      GrantBench.await(() -> waiting("apps", small).isEmpty());
    } finally {
      limitRecords(null);
    }
    assertThat(resumed("app", large)).isTrue();
    events.until(
        Topics.CATALOG_EVENTS,
        CatalogEvent.class,
        event -> event.getEntityId().equals(large),
        list -> list.size() == 1);
  }

  @Test
  void twoCopiesSweepWhatWasLeftOverOnlyOnce() {
    // given
    Set<String> ids =
        IntStream.range(0, MANY).mapToObj(i -> database + "-" + i).collect(Collectors.toSet());
    bench.close();
    Mono.from(
            collection("app_resource_types")
                .insertMany(
                    ids.stream()
                        .map(
                            id ->
                                new Document("_id", id)
                                    .append("outbox", List.of(entry("resource_type", id, 1))))
                        .toList()))
        .block();

    // when
    bench = GrantBench.start(folder, database, TestServers.kafkaBootstrap());
    try (GrantBench second = GrantBench.start(folder, database, TestServers.kafkaBootstrap())) {
      GrantBench.await(() -> leftOver("app_resource_types") == 0);

      // then
      assertThat(second.readiness()).isEqualTo(200);
      assertThat(published(ids)).hasSize(MANY).doesNotHaveDuplicates();

      // when
      bench.close();
      leave("app_resource_types", database + "-0", entry("resource_type", database + "-0", 2));

      // then
      GrantBench.await(() -> leftOver("app_resource_types") == 0);
    }
  }

  private List<String> published(Collection<String> ids) {
    Set<String> seen = new HashSet<>();
    return events
        .until(
            Topics.CATALOG_EVENTS,
            CatalogEvent.class,
            event -> ids.contains(event.getEntityId()),
            list -> {
              list.forEach(read -> seen.add(read.value().getEntityId()));
              return seen.containsAll(ids);
            })
        .stream()
        .map(read -> read.value().getEventId())
        .toList();
  }

  private String made(String name) {
    return bench
        .post("/api/v1/apps", "{\"displayName\":\"" + name + "\"}")
        .path("app")
        .path("id")
        .asString();
  }

  private Document entry(String kind, String id, long version) {
    return new Document("id", kind + ":" + id + ":" + version)
        .append("type", "CATALOG_EVENT")
        .append("at", longAgo)
        .append("kind", kind)
        .append("entityId", id)
        .append("version", version)
        .append("deleted", false)
        .append("appId", null)
        .append("actorUserId", null)
        .append("entity", "{}");
  }

  private void leave(String collection, String id, Document entry) {
    update(collection, id, Updates.push("outbox", entry));
  }

  /** So often it was tried before, so that the test need not wait for all of the tries. */
  private void alreadyTried(String collection, String id, int times) {
    update(collection, id, Updates.set("held.vain", times));
  }

  private List<JsonNode> held() {
    return bench.get(HELD).path("list").valueStream().toList();
  }

  private boolean resumed(String kind, String id) {
    return bench
        .post("/gatehouse/v1/catalog/%s/%s/resume".formatted(kind, id), "{}")
        .path("resumed")
        .asBoolean();
  }

  private String metrics() {
    return bench.send("GET", "/actuator/prometheus", "text/plain", "", bench.bearer()).body();
  }

  private List<Document> waiting(String collection, String id) {
    Document found = Mono.from(collection(collection).find(Filters.eq(id)).first()).block();
    return found == null ? List.of() : found.getList("outbox", Document.class, List.of());
  }

  private long leftOver(String collection) {
    return Flux.from(collection(collection).find(Filters.exists("outbox.0"))).count().block();
  }

  private void update(String collection, String id, Bson change) {
    assertThat(Mono.from(collection(collection).updateOne(Filters.eq(id), change)).block())
        .isNotNull()
        .satisfies(result -> assertThat(result.getMatchedCount()).isEqualTo(1));
  }

  private MongoCollection<Document> collection(String name) {
    return mongo.getDatabase(database).getCollection(name);
  }

  /** Sets the size of the largest record that the broker takes for the topic, or its default. */
  private static void limitRecords(@Nullable String bytes) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CATALOG_EVENTS);
    AlterConfigOp change =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes == null ? "" : bytes),
            bytes == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET);
    try (Admin admin = admin()) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get();
    }
  }

  private static Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.kafkaBootstrap()));
  }
}
