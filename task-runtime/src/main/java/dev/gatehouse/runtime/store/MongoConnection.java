package dev.gatehouse.runtime.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Patience;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * A client of MongoDB with the guarantees that the engine builds on: writes are confirmed by a
 * majority and journaled, reads see nothing that could be rolled back.
 */
public final class MongoConnection implements AutoCloseable {
  /** The database of tasks, audits and attempts, unless a setting names another. */
  public static final String DATABASE = "gatehouse";

  private static final long TIMEOUT_SECONDS = 10;

  private final MongoClient client;

  private MongoConnection(MongoClient client) {
    this.client = client;
  }

  /** A client of the replica set that the connection string names. */
  public static MongoConnection to(String uri) {
    return new MongoConnection(
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                .retryWrites(true)
                .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .build()));
  }

  /** A database of this server. */
  public MongoDatabase database(String name) {
    return client.getDatabase(name);
  }

  /** Whether the primary answers now. */
  public boolean answers() {
    try {
      return Blocking.first(database("admin").runCommand(new Document("ping", 1))).isPresent();
    } catch (DependencyDownException e) {
      return false;
    }
  }

  /** The tasks in a database of this server. */
  public MongoTaskStore tasks(String database) {
    return MongoTaskStore.open(database(database), Patience.OF_A_BATCH);
  }

  @Override
  public void close() {
    client.close();
  }
}
