package dev.gatehouse.provisioning.attempt;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.runtime.gather.Gathered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Guarded updates of attempts; those that are wanted at about the same time are one call. A bulk
 * write does not tell which of its updates found their document, so each leaves a fresh token
 * there; where not all have found theirs, whoever finds its token has won.
 */
final class AttemptUpdates {
  private static final String TOKEN = "writeToken";
  private static final int MOST = 200;

  private final MongoCollection<Document> attempts;
  private final Gathered<Update, Boolean> made;
  private final Gathered<Update, Optional<Document>> read;

  AttemptUpdates(MongoCollection<Document> attempts) {
    this.attempts = attempts;
    this.made = new Gathered<>("attempt-updates", MOST, this::make);
    this.read = new Gathered<>("attempt-claims", MOST, this::makeAndRead);
  }

  private record Update(AttemptId id, Bson guard, Document fields, String token) {
    Bson filter() {
      return and(eq("_id", id.toString()), guard);
    }

    List<Document> pipeline() {
      return List.of(new Document("$set", new Document(fields).append(TOKEN, token)));
    }
  }

  /**
   * Sets fields of an attempt that is as the guard says.
   *
   * @param fields expressions, as in the stage {@code $set} of an update
   * @return whether it was as the guard says
   */
  boolean update(AttemptId id, Bson guard, Document fields) {
    return made.ask(of(id, guard, fields));
  }

  /** The same; answers the attempt after it, or nothing if it was not as the guard says. */
  Optional<Document> updateAndRead(AttemptId id, Bson guard, Document fields) {
    return read.ask(of(id, guard, fields));
  }

  private static Update of(AttemptId id, Bson guard, Document fields) {
    return new Update(id, guard, fields, UUID.randomUUID().toString());
  }

  private List<Boolean> make(List<Update> updates) {
    if (write(updates) == updates.size()) {
      return updates.stream().map(update -> true).toList();
    }
    Map<String, Document> written = read(updates, Projections.include(TOKEN));
    return updates.stream().map(update -> written.containsKey(update.token())).toList();
  }

  private List<Optional<Document>> makeAndRead(List<Update> updates) {
    if (updates.size() == 1) {
      return List.of(makeAndRead(updates.getFirst()));
    }
    write(updates);
    Map<String, Document> written = read(updates, null);
    return updates.stream()
        .map(update -> Optional.ofNullable(written.get(update.token())))
        .toList();
  }

  private Optional<Document> makeAndRead(Update update) {
    return Optional.ofNullable(
        DatabaseAnswer.one(
            attempts.findOneAndUpdate(
                update.filter(),
                update.pipeline(),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))));
  }

  /** How many found their attempt as they wanted it. */
  private int write(List<Update> updates) {
    List<UpdateOneModel<Document>> models =
        updates.stream()
            .map(update -> new UpdateOneModel<Document>(update.filter(), update.pipeline()))
            .toList();
    BulkWriteResult result =
        DatabaseAnswer.one(attempts.bulkWrite(models, new BulkWriteOptions().ordered(false)));
    return result == null ? 0 : result.getMatchedCount();
  }

  /** Those of the attempts that were written last by one of the updates, by its token. */
  private Map<String, Document> read(List<Update> updates, @Nullable Bson projection) {
    List<String> ids = updates.stream().map(update -> update.id().toString()).toList();
    Map<String, Document> written = new HashMap<>();
    DatabaseAnswer.all(attempts.find(in("_id", ids)).projection(projection))
        .forEach(document -> written.put(document.getString(TOKEN), document));
    return written;
  }
}
