package dev.gatehouse.system.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.DueAttempt;
import dev.gatehouse.provisioning.attempt.MongoAttemptStore;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.testkit.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Attempts in a real MongoDB keep what attempts in memory keep. */
class ITMongoAttemptStore extends AttemptStoreContract {
  private static final Shards MINE = Shards.of(Set.of(0, 1), 3);
  private static MongoConnection mongo;
  private MongoDatabase database;

  @BeforeAll
  static void connect() {
    mongo = MongoConnection.to(TestServers.mongodbUri());
  }

  @AfterAll
  static void disconnect() {
    mongo.close();
  }

  @Override
  protected AttemptStore openStore() {
    database = mongo.database(TestServers.freshName("attempts"));
    MongoAttemptStore store = new MongoAttemptStore(database, Duration.ofDays(1));
    store.prepare();
    return store;
  }

  @Test
  void everyAttemptIsInOneShareAlsoWhatAnEarlierVersionWrote() {
    List<ProvisioningOrder> orders =
        IntStream.range(0, 50).mapToObj(AttemptStoreContract::order).toList();
    store().insert(orders);
    Mono.from(
            database
                .getCollection(MongoAttemptStore.COLLECTION)
                .updateOne(Filters.eq(orders.getFirst().id().toString()), Updates.unset("shard")))
        .block();

    List<AttemptId> found =
        IntStream.range(0, 3)
            .mapToObj(place -> store().due(Shards.of(Set.of(place), 3), Set.of(), 100))
            .flatMap(List::stream)
            .map(DueAttempt::id)
            .toList();

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(orders.stream().map(ProvisioningOrder::id).toList());
    assertThat(store().due(Shards.NONE, Set.of(), 100)).isEmpty();
  }

  @Test
  void theScanForDueAttemptsUsesItsIndex() {
    store().insert(IntStream.range(0, 50).mapToObj(AttemptStoreContract::order).toList());
    IntStream.range(0, 45).forEach(i -> store().drop(claim(i, LONG), "Over."));
    Document find =
        new Document("find", MongoAttemptStore.COLLECTION)
            .append(
                "filter",
                new Document("nextDueAt", new Document("$lte", java.util.Date.from(store().now())))
                    .append("lane", new Document("$nin", List.of("c9")))
                    .append("shard", new Document("$in", MINE.numbers())))
            .append("sort", new Document("nextDueAt", 1));

    Document explained =
        Mono.from(
                database.runCommand(
                    new Document("explain", find).append("verbosity", "executionStats")))
            .block();

    Document statistics = explained.get("executionStats", Document.class);
    int mine =
        (int)
            IntStream.range(45, 50)
                .filter(i -> MINE.numbers().contains(Shards.of(order(i).id().taskId())))
                .count();
    assertThat(statistics.getInteger("nReturned")).isEqualTo(mine);
    assertThat(statistics.getInteger("totalDocsExamined")).isEqualTo(mine);
  }
}
