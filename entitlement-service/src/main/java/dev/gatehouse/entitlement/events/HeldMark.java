package dev.gatehouse.entitlement.events;

import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import dev.gatehouse.entitlement.store.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The field of a document that says how often its outbox was published in vain, and since when it
 * is held: left alone until somebody lets it go.
 */
final class HeldMark {
  /** Set in documents that are held, and in no others. */
  static final String SINCE = Hidden.HELD + ".since";

  /** What is true of the documents that are held. */
  static final Bson FILTER = exists(SINCE);

  static final IndexModel INDEX =
      new IndexModel(
          Indexes.ascending(SINCE, "_id"),
          new IndexOptions().name("held").partialFilterExpression(FILTER));

  /** How the document stands after {@link #oneMore}. */
  static final FindOneAndUpdateOptions AFTERWARDS =
      new FindOneAndUpdateOptions()
          .returnDocument(ReturnDocument.AFTER)
          .projection(Projections.include(Hidden.HELD));

  /** How it stood before {@link #letGo}. */
  static final FindOneAndUpdateOptions BEFORE =
      new FindOneAndUpdateOptions().projection(Projections.include(Hidden.HELD));

  private static final String VAIN = Hidden.HELD + ".vain";
  private static final String WHY = Hidden.HELD + ".why";

  private HeldMark() {}

  /** One more vain attempt, and from so many on held since now. */
  static List<Bson> oneMore(String why, int limit) {
    Document vain =
        new Document("$add", List.of(new Document("$ifNull", List.of("$" + VAIN, 0)), 1));
    Document over = new Document("$gte", List.of("$" + VAIN, limit));
    return List.of(
        new Document("$set", new Document(VAIN, vain).append(WHY, new Document("$literal", why))),
        new Document(
            "$set",
            new Document(SINCE, new Document("$cond", List.of(over, "$$NOW", "$$REMOVE")))));
  }

  /** The update that lets a document go, with all its attempts before it again. */
  static Bson letGo() {
    return Updates.unset(Hidden.HELD);
  }

  static boolean isHeld(Document document) {
    return mark(document).getDate("since") != null;
  }

  static Instant since(Document document) {
    return mark(document).getDate("since").toInstant();
  }

  static String why(Document document) {
    return Objects.requireNonNullElse(mark(document).getString("why"), "");
  }

  private static Document mark(Document document) {
    return Objects.requireNonNullElseGet(document.get(Hidden.HELD, Document.class), Document::new);
  }
}
