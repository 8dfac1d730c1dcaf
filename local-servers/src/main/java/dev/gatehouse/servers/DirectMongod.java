package dev.gatehouse.servers;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** One mongod of this machine, asked itself and not as a member of its replica set. */
final class DirectMongod implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int port;
  private final MongoClient client;

  DirectMongod(int port) {
    this.port = port;
    this.client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(
                    new ConnectionString("mongodb://" + host() + "/?directConnection=true"))
                .applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .build());
  }

  String host() {
    return "127.0.0.1:" + port;
  }

  boolean answers() {
    return Ports.accepts(port);
  }

  /** Has the admin database run a command. */
  Document run(Document command) {
    Document answer = Mono.from(client.getDatabase("admin").runCommand(command)).block(PATIENCE);
    return answer == null ? new Document() : answer;
  }

  /** Whether it takes writes. */
  boolean isPrimary() {
    return says("isWritablePrimary");
  }

  /** Whether it follows another one that takes writes. */
  boolean isSecondary() {
    return says("secondary");
  }

  private boolean says(String what) {
    try {
      return answers() && run(new Document("hello", 1)).getBoolean(what, false);
    } catch (MongoException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
