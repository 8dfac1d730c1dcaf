package dev.gatehouse.entitlement.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.events.Unsent.Source;
import dev.gatehouse.entitlement.store.DatabaseTime;
import dev.gatehouse.entitlement.store.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The entries that wait in the documents of the database. Blocks: for the publisher's thread. */
final class Outbox {
  /** Finds the documents with something to publish; a full scan is never needed. */
  static final IndexModel INDEX =
      new IndexModel(
          Indexes.ascending(Hidden.OUTBOX + "." + OutboxEntry.AT),
          new IndexOptions().name("outbox").partialFilterExpression(exists(Hidden.OUTBOX + ".0")));

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Bson WAITS = exists(Hidden.OUTBOX + ".0");

  private final MongoDatabase database;
  private final DatabaseTime time;

  Outbox(MongoDatabase database, DatabaseTime time) {
    this.database = database;
    this.time = time;
  }

  /** The time by which entries are old. */
  Instant now() {
    return one(time.now()).orElseThrow();
  }

  /** What these documents have to publish. */
  List<Unsent> of(String collection, Collection<String> ids) {
    return waiting(collection, in("_id", ids), ids.size());
  }

  /** What has waited since before this time and is not held, oldest document first; a page. */
  List<Unsent> olderThan(String collection, Instant before, int limit) {
    return waiting(
        collection,
        and(
            WAITS,
            lt(Hidden.OUTBOX + "." + OutboxEntry.AT, Date.from(before)),
            exists(HeldMark.SINCE, false)),
        limit);
  }

  /** Since when the oldest entry has waited, held ones included. */
  Optional<Instant> oldest(String collection) {
    return waiting(collection, WAITS, 1).stream()
        .flatMap(each -> each.entries().stream())
        .map(entry -> entry.getDate(OutboxEntry.AT).toInstant())
        .min(Instant::compareTo);
  }

  private List<Unsent> waiting(String collection, Bson filter, int limit) {
    return Flux.from(
            documents(collection)
                .find(filter)
                .projection(Projections.include(Hidden.OUTBOX))
                .sort(Sorts.ascending(Hidden.OUTBOX + "." + OutboxEntry.AT))
                .limit(limit))
        .map(
            document ->
                new Unsent(
                    new Source(collection, document.getString("_id")),
                    document.getList(Hidden.OUTBOX, Document.class, List.of())))
        .collectList()
        .blockOptional(PATIENCE)
        .orElseThrow();
  }

  /** How many documents are held. */
  long held(String collection) {
    return one(documents(collection).countDocuments(HeldMark.FILTER)).orElse(0L);
  }

  /**
   * Counts a vain attempt to publish what a document has; after {@code limit} of them it is held,
   * and the sweeper leaves it alone. Answers whether that has just happened.
   *
   * @param why a sentence for the operator
   */
  boolean countVainAttempt(Source source, String why, int limit) {
    return one(documents(source.collection())
            .findOneAndUpdate(
                and(eq("_id", source.id()), WAITS, exists(HeldMark.SINCE, false)),
                HeldMark.oneMore(why, limit),
                HeldMark.AFTERWARDS))
        .filter(HeldMark::isHeld)
        .isPresent();
  }

  /**
   * Takes out what the broker has; a loss of this write is only a repeat, so nobody waits for the
   * majority. What went through is not held any more.
   */
  void clear(Map<Source, List<String>> entryIds, String collection) {
    List<UpdateOneModel<Document>> pulls =
        entryIds.entrySet().stream()
            .map(
                each ->
                    new UpdateOneModel<Document>(
                        eq("_id", each.getKey().id()),
                        Updates.combine(
                            Updates.pull(Hidden.OUTBOX, in(OutboxEntry.ID, each.getValue())),
                            Updates.unset(Hidden.HELD))))
            .toList();
    if (!pulls.isEmpty()) {
      one(
          documents(collection)
              .withWriteConcern(WriteConcern.W1)
              .bulkWrite(pulls, new BulkWriteOptions().ordered(false)));
    }
  }

  private MongoCollection<Document> documents(String collection) {
    return database.getCollection(collection);
  }

  private static <T> Optional<T> one(Publisher<T> publisher) {
    return Mono.from(publisher).blockOptional(PATIENCE);
  }
}
