package dev.gatehouse.system.runtime;

import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.MongoTaskStore;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.testkit.TestServers;
import dev.gatehouse.testkit.store.TaskStoreContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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

  @Override
  protected TaskStore store() {
    return store;
  }
}
