package dev.gatehouse.entitlement.events;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.Hidden;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
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
  private static final int PAGE = 200;

  private final MongoDatabase database;

  Outbox(MongoDatabase database) {
    this.database = database;
  }

  /** A document with something to publish. */
  record Source(String collection, String id) {}

  /** An entry and where it stands. */
  record Waiting(Source source, Document entry) {
    Instant at() {
      return entry.getDate(OutboxEntry.AT).toInstant();
    }
  }

  /** What these documents have to publish, each document's oldest first. */
  List<Waiting> of(String collection, Collection<String> ids) {
    return waiting(collection, in("_id", ids), ids.size());
  }

  /** What has waited since before this time, oldest document first; a page of it. */
  List<Waiting> olderThan(String collection, Instant time) {
    return waiting(
        collection,
        Filters.and(
            exists(Hidden.OUTBOX + ".0"),
            lt(Hidden.OUTBOX + "." + OutboxEntry.AT, Date.from(time))),
        PAGE);
  }

  private List<Waiting> waiting(String collection, Bson filter, int limit) {
    List<Document> documents =
        Flux.from(
                database
                    .getCollection(collection)
                    .find(filter)
                    .projection(Projections.include(Hidden.OUTBOX))
                    .sort(Sorts.ascending(Hidden.OUTBOX + "." + OutboxEntry.AT))
                    .limit(limit))
            .collectList()
            .blockOptional(PATIENCE)
            .orElseThrow();
    List<Waiting> waiting = new ArrayList<>();
    for (Document document : documents) {
      Source source = new Source(collection, document.getString("_id"));
      for (Document entry : document.getList(Hidden.OUTBOX, Document.class, List.of())) {
        waiting.add(new Waiting(source, entry));
      }
    }
    return waiting;
  }

  /**
   * Takes out what the broker has; a loss of this write is only a repeat, so nobody waits for the
   * majority.
   */
  void clear(String collection, Map<String, List<String>> entryIdsByDocument) {
    List<UpdateOneModel<Document>> pulls =
        entryIdsByDocument.entrySet().stream()
            .map(
                each ->
                    new UpdateOneModel<Document>(
                        eq("_id", each.getKey()),
                        Updates.pullByFilter(
                            new Document(
                                Hidden.OUTBOX,
                                new Document(
                                    OutboxEntry.ID, new Document("$in", each.getValue()))))))
            .toList();
    Mono.from(
            database
                .getCollection(collection)
                .withWriteConcern(WriteConcern.W1)
                .bulkWrite(pulls, new BulkWriteOptions().ordered(false)))
        .block(PATIENCE);
  }
}
