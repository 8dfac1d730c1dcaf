package dev.gatehouse.standalone;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Whether a MongoDB that somebody gave us will do. */
final class MongodbCheck {
  private MongodbCheck() {}

  /** Throws a {@link ServerException} if it does not answer or is no replica set. */
  static void expectReplicaSet(String uri) {
    try (MongoClient client = MongoClients.create(settings(uri))) {
      Document hello =
          Mono.from(client.getDatabase("admin").runCommand(new Document("hello", 1)))
              .block(Duration.ofSeconds(15));
      if (hello != null && (hello.containsKey("setName") || "isdbgrid".equals(hello.get("msg")))) {
        return;
      }
    } catch (MongoException | IllegalArgumentException e) {
      throw new ServerException(
          "Expected a MongoDB at GATEHOUSE_MONGODB_URI, but it does not answer: " + e.getMessage(),
          e);
    }
    throw new ServerException(
        "Expected the MongoDB at GATEHOUSE_MONGODB_URI to be a replica set, but it is not.");
  }

  private static MongoClientSettings settings(String uri) {
    return MongoClientSettings.builder()
        .applyConnectionString(new ConnectionString(uri))
        .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(10, TimeUnit.SECONDS))
        .build();
  }
}
