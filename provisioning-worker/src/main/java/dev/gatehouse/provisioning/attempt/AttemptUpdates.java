package dev.gatehouse.provisioning.attempt;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
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

/**
 * Guarded updates of attempts; those that are wanted at about the same time are one call. A bulk
 * write does not tell which of its updates found their document, so each leaves a fresh token
 * there, and whoever finds its token has won.
 */
final class AttemptUpdates {
  private static final String TOKEN = "writeToken";
  private static final int MOST = 200;

  private final MongoCollection<Document> attempts;
  private final Gathered<Update, Optional<Document>> gathered;

  AttemptUpdates(MongoCollection<Document> attempts) {
    this.attempts = attempts;
    this.gathered = new Gathered<>("attempt-updates", MOST, this::write);
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
   * @return the attempt after it; nothing if it was not as the guard says
   */
  Optional<Document> update(AttemptId id, Bson guard, Document fields) {
    return gathered.ask(new Update(id, guard, fields, UUID.randomUUID().toString()));
  }

  private List<Optional<Document>> write(List<Update> updates) {
    return updates.size() == 1 ? List.of(alone(updates.getFirst())) : together(updates);
  }

  private Optional<Document> alone(Update update) {
    return Optional.ofNullable(
        DatabaseAnswer.one(
            attempts.findOneAndUpdate(
                update.filter(),
                update.pipeline(),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))));
  }

  private List<Optional<Document>> together(List<Update> updates) {
    List<UpdateOneModel<Document>> models =
        updates.stream()
            .map(update -> new UpdateOneModel<Document>(update.filter(), update.pipeline()))
            .toList();
    DatabaseAnswer.one(attempts.bulkWrite(models, new BulkWriteOptions().ordered(false)));
    Map<String, Document> written = new HashMap<>();
    DatabaseAnswer.all(
            attempts.find(in("_id", updates.stream().map(u -> u.id().toString()).toList())))
        .forEach(document -> written.put(document.getString(TOKEN), document));
    return updates.stream()
        .map(update -> Optional.ofNullable(written.get(update.token())))
        .toList();
  }
}
