package dev.gatehouse.entitlement.events;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.Hidden;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The documents whose events wait for an operator, and how they go on. */
final class HeldOutboxes {
  private final MongoDatabase database;
  private final List<OutboxCollection> collections;
  private final OutboxPublisher publisher;

  HeldOutboxes(
      MongoDatabase database, List<OutboxCollection> collections, OutboxPublisher publisher) {
    this.database = database;
    this.collections = List.copyOf(collections);
    this.publisher = publisher;
  }

  /**
   * A document that is held.
   *
   * @param kind what it is, such as {@code grant} or {@code entitlement}
   * @param reason why its events could not be published
   * @param waiting how many of them there are
   */
  record Held(String kind, String id, String reason, Instant since, int waiting) {}

  /** Those that are held, by kind and id, after this one; empty texts for the beginning. */
  Flux<Held> list(String afterKind, String afterId, int limit) {
    int first = Math.max(0, kinds().indexOf(afterKind));
    return Flux.fromIterable(collections.subList(first, collections.size()))
        .concatMap(
            each ->
                list(
                    each,
                    each.kind().equals(afterKind)
                        ? and(HeldMark.FILTER, gt("_id", afterId))
                        : HeldMark.FILTER,
                    limit),
            1)
        .take(limit);
  }

  private List<String> kinds() {
    return collections.stream().map(OutboxCollection::kind).toList();
  }

  private Flux<Held> list(OutboxCollection collection, Bson filter, int limit) {
    return Flux.from(
            documents(collection)
                .find(filter)
                .projection(Projections.include(Hidden.HELD, Hidden.OUTBOX))
                .sort(Sorts.ascending("_id"))
                .limit(limit))
        .map(
            document ->
                new Held(
                    collection.kind(),
                    document.getString("_id"),
                    HeldMark.why(document),
                    HeldMark.since(document),
                    document.getList(Hidden.OUTBOX, Document.class, List.of()).size()));
  }

  /** Lets a document go; whether it was held, or empty if there is none. */
  Mono<Boolean> letGo(String kind, String id) {
    Optional<OutboxCollection> collection =
        collections.stream().filter(each -> each.kind().equals(kind)).findFirst();
    return Mono.justOrEmpty(collection)
        .flatMap(
            known ->
                Mono.from(
                        documents(known)
                            .findOneAndUpdate(eq("_id", id), HeldMark.letGo(), HeldMark.BEFORE))
                    .map(HeldMark::isHeld)
                    .doOnNext(held -> publisher.written(known.name(), id)));
  }

  private MongoCollection<Document> documents(OutboxCollection collection) {
    return database.getCollection(collection.name());
  }
}
