package dev.gatehouse.system.grants;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.Turns;
import dev.gatehouse.testkit.TestServers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ITTurns {
  private final MongoClient mongo = MongoClients.create(TestServers.mongodbUri());
  private final MongoDatabase database = mongo.getDatabase(TestServers.freshName("turns"));
  private final Turns one = new Turns(database);
  private final Turns other = new Turns(database);

  @AfterEach
  void close() {
    mongo.close();
  }

  @Test
  void oneCopyHasTheTurnAndKeepsIt() {
    assertThat(mine(one, "sweep")).isTrue();
    assertThat(mine(other, "sweep")).isFalse();
    assertThat(mine(one, "sweep")).isTrue();
    assertThat(mine(other, "another")).isTrue();
  }

  @Test
  void whoIsSilentLosesIt() {
    assertThat(mine(one, "sweep")).isTrue();
    Mono.from(
            database
                .getCollection("sweeps")
                .updateOne(Filters.eq("sweep"), Updates.set("until", Date.from(Instant.EPOCH))))
        .block();

    assertThat(mine(other, "sweep")).isTrue();
    assertThat(mine(one, "sweep")).isFalse();
  }

  @Test
  void whoStopsLeavesItToTheOthers() {
    assertThat(mine(one, "sweep")).isTrue();

    one.destroy();

    assertThat(mine(other, "sweep")).isTrue();
  }

  @Test
  void ofManyWhoAskAtOnceOneHasIt() {
    List<Boolean> answers =
        Flux.range(0, 20).flatMap(i -> new Turns(database).mine("sweep"), 20).collectList().block();

    assertThat(answers).containsOnlyOnce(true);
  }

  private static boolean mine(Turns turns, String sweep) {
    return Boolean.TRUE.equals(turns.mine(sweep).block());
  }
}
