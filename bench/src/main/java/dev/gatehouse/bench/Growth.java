package dev.gatehouse.bench;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.servers.ServerException;
import org.bson.Document;

/** Fills the tasks of an installation with closed ones. */
final class Growth {
  private final Progress progress;

  Growth(Progress progress) {
    this.progress = progress;
  }

  /** Inserts until there are this many tasks; answers how many that took. */
  long fillUpTo(Installation installation, long wanted) {
    try (MongoClient client = MongoClients.create(installation.mongodbUri())) {
      MongoCollection<Document> tasks =
          client
              .getDatabase("gatehouse")
              .getCollection("tasks")
              .withWriteConcern(WriteConcern.W1.withJournal(false));
      return new TaskCopies(tasks, this::say).fillUpTo(wanted);
    } catch (MongoException e) {
      throw new ServerException("Expected MongoDB to take more tasks, but " + e + ".", e);
    }
  }

  private void say(String what) {
    progress.say("growth: " + what);
  }
}
