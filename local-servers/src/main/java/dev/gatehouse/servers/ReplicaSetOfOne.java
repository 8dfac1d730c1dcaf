package dev.gatehouse.servers;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import java.util.List;
import org.bson.Document;

/** Makes a mongod on this machine the only member, and so the primary, of its replica set. */
final class ReplicaSetOfOne implements AutoCloseable {
  static final String NAME = "rs0";
  private static final int NOT_YET_INITIALIZED = 94;

  private final DirectMongod mongod;
  private boolean configured;

  ReplicaSetOfOne(int port) {
    this.mongod = new DirectMongod(port);
  }

  /** Whether it is primary by now; sets the replica set up on the way there. */
  boolean takesWrites() {
    if (!mongod.answers()) {
      return false;
    }
    try {
      if (!configured) {
        configure();
        configured = true;
      }
      return mongod.isPrimary();
    } catch (MongoException e) {
      return false;
    }
  }

  private void configure() {
    Document wanted = new Document("_id", NAME).append("members", members());
    try {
      Document current =
          mongod.run(new Document("replSetGetConfig", 1)).get("config", Document.class);
      Document member = current.getList("members", Document.class).getFirst();
      if (!mongod.host().equals(member.getString("host"))) {
        // The directory was used under another port before.
        current.append("members", members());
        current.append("version", current.getInteger("version") + 1);
        mongod.run(new Document("replSetReconfig", current).append("force", true));
      }
    } catch (MongoCommandException e) {
      if (e.getErrorCode() != NOT_YET_INITIALIZED) {
        throw e;
      }
      mongod.run(new Document("replSetInitiate", wanted));
    }
  }

  private List<Document> members() {
    return List.of(new Document("_id", 0).append("host", mongod.host()));
  }

  @Override
  public void close() {
    mongod.close();
  }
}
