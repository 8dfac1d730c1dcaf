package dev.gatehouse.system.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.MongoTaskStore;
import dev.gatehouse.runtime.store.SearchFields;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.testkit.TestServers;
import dev.gatehouse.testkit.store.SampleTasks;
import dev.gatehouse.testkit.store.TaskStoreContract;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The store on a real MongoDB keeps what the one in memory keeps. */
class ITMongoTaskStore extends TaskStoreContract {
  private static MongoConnection connection;
  private static TaskStore store;

  @BeforeAll
  static void open() {
    connection = MongoConnection.to(TestServers.mongodbUri());
    store =
        MongoTaskStore.open(
            connection.database(TestServers.freshName("tasks")), Patience.OF_A_BATCH);
  }

  @AfterAll
  static void close() {
    connection.close();
  }

  @Test
  void indexesOfEarlierVersionsAreDropped() {
    MongoDatabase old = connection.database(TestServers.freshName("old"));
    for (String name : List.of("outbox_by_age", "due", "due_of_shard")) {
      Mono.from(
              old.getCollection(MongoTaskStore.COLLECTION)
                  .createIndex(Indexes.ascending("of-" + name), new IndexOptions().name(name)))
          .block();
    }

    MongoTaskStore.open(old, Patience.OF_A_BATCH);
    MongoTaskStore.open(old, Patience.OF_A_BATCH);

    assertThat(
            Flux.from(old.getCollection(MongoTaskStore.COLLECTION).listIndexes())
                .map(index -> index.getString("name"))
                .collectList()
                .block())
        .doesNotContain("outbox_by_age", "due", "due_of_shard")
        .contains("outbox_of_shard_by_age", "due_in_order");
  }

  @Test
  void childrenThatAnEarlierVersionWroteAreFound() {
    MongoDatabase old = connection.database(TestServers.freshName("old"));
    TaskStore tasks = MongoTaskStore.open(old, Patience.OF_A_BATCH);
    TaskId parent = new TaskId("parent");
    TaskId child = new TaskId("child");
    tasks.write(List.of(SampleTasks.insert(SampleTasks.child(child, 1, parent, "editors"))));
    Mono.from(
            old.getCollection(MongoTaskStore.COLLECTION)
                .updateMany(Filters.empty(), Updates.unset(SearchFields.PARENT)))
        .block();

    assertThat(tasks.findOpenChildren(parent, true, "", 10)).containsExactly(child);
    assertThat(tasks.findOpenChildren(new TaskId("other"), true, "", 10)).isEmpty();
  }

  @Override
  protected TaskStore store() {
    return store;
  }
}
