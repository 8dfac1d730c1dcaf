package dev.gatehouse.servers;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Makes a mongod on this machine the only member, and so the primary, of its replica set. */
final class ReplicaSetOfOne implements AutoCloseable {
  static final String NAME = "rs0";
  private static final int NOT_YET_INITIALIZED = 94;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String host;
  private final int port;
  private final MongoClient client;
  private boolean configured;

  ReplicaSetOfOne(int port) {
    this.host = "127.0.0.1:" + port;
    this.port = port;
    this.client =
        MongoClients.create(
            MongoClientSettings.builder()
                .applyConnectionString(
                    new ConnectionString("mongodb://" + host + "/?directConnection=true"))
                .applyToClusterSettings(
                    cluster -> cluster.serverSelectionTimeout(2, TimeUnit.SECONDS))
                .build());
  }

  /** Whether it is primary by now; sets the replica set up on the way there. */
  boolean takesWrites() {
    if (!Ports.accepts(port)) {
      return false;
    }
    try {
      if (!configured) {
        configure();
        configured = true;
      }
      return run(new Document("hello", 1)).getBoolean("isWritablePrimary", false);
    } catch (MongoException e) {
      return false;
    }
  }

  private void configure() {
    Document wanted = new Document("_id", NAME).append("members", members());
    try {
      Document current = run(new Document("replSetGetConfig", 1)).get("config", Document.class);
      Document member = current.getList("members", Document.class).getFirst();
      if (!host.equals(member.getString("host"))) {
        // The directory was used under another port before.
        current.append("members", members());
        current.append("version", current.getInteger("version") + 1);
        run(new Document("replSetReconfig", current).append("force", true));
      }
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != NOT_YET_INITIALIZED) {
        throw e;
      }
      run(new Document("replSetInitiate", wanted));
    }
  }

  private List<Document> members() {
    return List.of(new Document("_id", 0).append("host", host));
  }

  private Document run(Document command) {
    Document answer = Mono.from(client.getDatabase("admin").runCommand(command)).block(PATIENCE);
    return answer == null ? new Document() : answer;
  }

  @Override
  public void close() {
    client.close();
  }
}
