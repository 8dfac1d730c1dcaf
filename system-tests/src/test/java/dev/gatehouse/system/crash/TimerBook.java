package dev.gatehouse.system.crash;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.MongoTaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the database tells of the times at which tasks are to be looked at, by its own clock and as
 * it happens: when each was written, and when the next write took its place.
 */
final class TimerBook implements AutoCloseable {
  private static final String DUE = "nextDueAt";
  private static final Duration ANOTHER_DAY = Duration.ofHours(2);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final MongoClient client;
  private final Disposable reading;
  private final Map<String, List<Timer>> tasks = new HashMap<>();
  private volatile @Nullable Throwable failure;

  /**
   * One time of a task.
   *
   * @param fired when the task was written anew; null if it was not
   */
  record Timer(Instant due, @Nullable Instant fired) {
    boolean isOpen() {
      return fired == null;
    }

    /**
     * Whether it waits for the time of day of another day: what is asked for too late for today's
     * does, as when a worker dies before it decides.
     */
    boolean isOfAnotherDay(Instant now) {
      return isOpen() && due.isAfter(now.plus(ANOTHER_DAY));
    }

    /** Negative if it was early. */
    Duration late() {
      return Duration.between(due, Objects.requireNonNull(fired, "it has fired"));
    }
  }

  /** Reads all that is written from now on. */
  TimerBook(String uri) {
    client = MongoClients.create(uri);
    MongoDatabase database = client.getDatabase(MongoConnection.DATABASE);
    reading =
        Flux.from(
                database
                    .getCollection(MongoTaskStore.COLLECTION)
                    .watch(
                        List.of(
                            Aggregates.match(
                                Filters.in("operationType", "insert", "update", "replace")),
                            Aggregates.project(
                                Projections.include(
                                    "operationType",
                                    "documentKey",
                                    "wallTime",
                                    "fullDocument." + DUE,
                                    "updateDescription.removedFields",
                                    "updateDescription.updatedFields." + DUE))))
                    .startAtOperationTime(now(database))
                    .withDocumentClass(Document.class))
            .subscribe(this::take, e -> failure = e);
  }

  private static BsonTimestamp now(MongoDatabase database) {
    Document answer = Mono.from(database.runCommand(new Document("ping", 1))).block(PATIENCE);
    return Objects.requireNonNull(answer).get("operationTime", BsonTimestamp.class);
  }

  private void take(Document change) {
    String id = change.get("documentKey", Document.class).getString("_id");
    Instant at = change.getDate("wallTime").toInstant();
    if (!change.getString("operationType").equals("update")) {
      moved(id, at, due(change.get("fullDocument", Document.class)));
      return;
    }
    Document update = change.get("updateDescription", Document.class);
    Instant due = due(update.get("updatedFields", Document.class));
    if (due != null || update.getList("removedFields", String.class, List.of()).contains(DUE)) {
      moved(id, at, due);
    }
  }

  private static @Nullable Instant due(@Nullable Document fields) {
    Date due = fields == null ? null : fields.getDate(DUE);
    return due == null ? null : due.toInstant();
  }

  private synchronized void moved(String id, Instant at, @Nullable Instant due) {
    List<Timer> timers = tasks.computeIfAbsent(id, _ -> new ArrayList<>());
    if (!timers.isEmpty() && timers.getLast().isOpen()) {
      timers.set(timers.size() - 1, new Timer(timers.getLast().due(), at));
    }
    if (due != null) {
      timers.add(new Timer(due, null));
    }
  }

  /** The timers of each task, in their order. */
  synchronized Map<String, List<Timer>> timers() {
    Throwable failed = failure;
    if (failed != null) {
      throw new IllegalStateException(
          "Expected to read every write of a task, but " + failed, failed);
    }
    Map<String, List<Timer>> copy = new HashMap<>();
    tasks.forEach((id, timers) -> copy.put(id, List.copyOf(timers)));
    return copy;
  }

  @Override
  public void close() {
    reading.dispose();
    client.close();
  }
}
