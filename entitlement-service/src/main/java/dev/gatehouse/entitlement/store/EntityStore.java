package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.Paging;
import dev.gatehouse.runtime.gather.ReactiveGathered;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps the entities of the catalogue. Each write carries the version that it saw, and what is to
 * be published about it.
 */
@Component
public class EntityStore {
  private static final int RACES = 10;
  private static final int LOAD_AT_ONCE = 500;
  private static final Bson WITHOUT_OUTBOX = Projections.exclude(Hidden.OUTBOX, Hidden.HELD);

  private final MongoDatabase database;
  private final DatabaseTime time;
  private final CatalogRevision revision;
  private final ObjectProvider<ChangeFeed> feed;
  private final Map<EntityKind, ReactiveGathered<String, Optional<Entity>>> found =
      new EnumMap<>(EntityKind.class);

  EntityStore(
      MongoDatabase database,
      DatabaseTime time,
      CatalogRevision revision,
      ObjectProvider<ChangeFeed> feed) {
    this.database = database;
    this.time = time;
    this.revision = revision;
    this.feed = feed;
    for (EntityKind kind : EntityKind.values()) {
      found.put(kind, new ReactiveGathered<>(LOAD_AT_ONCE, ids -> found(kind, ids)));
    }
  }

  /** The entity with this id, also a deleted one. */
  public Mono<Entity> find(EntityKind kind, String id) {
    return Objects.requireNonNull(found.get(kind)).ask(id).flatMap(Mono::justOrEmpty);
  }

  private Mono<List<Optional<Entity>>> found(EntityKind kind, List<String> ids) {
    return findAll(kind, ids)
        .map(known -> ids.stream().map(id -> Optional.ofNullable(known.get(id))).toList());
  }

  /** The entity with this id, also a deleted one; NOT_FOUND if there never was one. */
  public Mono<Entity> get(EntityKind kind, String id) {
    return find(kind, id).switchIfEmpty(Mono.error(() -> missing(kind, id)));
  }

  /** The entity with this id; NOT_FOUND if there is none or it was deleted. */
  public Mono<Entity> live(EntityKind kind, String id) {
    return find(kind, id)
        .filter(entity -> !entity.deleted())
        .switchIfEmpty(Mono.error(() -> missing(kind, id)));
  }

  /** Those of these ids that exist, by id; deleted ones too. */
  public Mono<Map<String, Entity>> findAll(EntityKind kind, Collection<String> ids) {
    return Flux.fromIterable(Set.copyOf(ids))
        .filter(id -> !id.isEmpty())
        .buffer(LOAD_AT_ONCE)
        .concatMap(some -> all(kind, in("_id", some)))
        .collect(LinkedHashMap::new, (map, entity) -> map.put(entity.id(), entity));
  }

  /** All that match, in no order. */
  public Flux<Entity> all(EntityKind kind, Bson filter) {
    return Flux.from(collection(kind).find(filter).projection(WITHOUT_OUTBOX))
        .map(document -> Stored.entity(kind, document));
  }

  /** All live ones with this display name, whatever its case. */
  public Flux<Entity> named(EntityKind kind, String displayName) {
    Bson filter =
        and(eq(Hidden.SORT_KEY, DerivedFields.sortKey(displayName)), eq("deletedAt", null));
    return all(kind, filter)
        .filter(entity -> entity.text("displayName").equalsIgnoreCase(displayName));
  }

  /** The first that matches. */
  public Mono<Entity> first(EntityKind kind, Bson filter) {
    return Mono.from(collection(kind).find(filter).projection(WITHOUT_OUTBOX).first())
        .map(document -> Stored.entity(kind, document));
  }

  /** A page of those that match, ordered by name. */
  public Mono<EntityPage> page(EntityKind kind, Bson filter, Paging paging) {
    return new PageQuery(kind, filter, paging).run(collection(kind));
  }

  /** Stores a new entity; ALREADY_EXISTS if its id or another unique value is taken. */
  public Mono<Entity> create(Entity entity) {
    return moment()
        .flatMap(
            moment -> {
              Entity first = next(entity, entity.copy(), moment);
              return Mono.from(
                      collection(entity.kind())
                          .insertOne(Stored.insert(first, entries(first, moment))))
                  .then(revision.change())
                  .thenReturn(first);
            })
        .onErrorMap(MongoWriteException.class, e -> taken(entity.kind(), e))
        .doOnNext(this::announce);
  }

  /**
   * Changes a live entity. The change may be asked for several times, when others change the entity
   * meanwhile; it returns the new fields, or an error to refuse.
   */
  public Mono<Entity> edit(EntityKind kind, String id, Function<Entity, Mono<ObjectNode>> change) {
    return Mono.defer(
            () ->
                live(kind, id)
                    .flatMap(before -> change.apply(before).flatMap(after -> save(before, after))))
        .retryWhen(Retry.max(RACES).filter(LostRace.class::isInstance))
        .onErrorMap(
            LostRace.class::isInstance,
            e ->
                new ApiException(
                    Code.ABORTED,
                    "Expected to change "
                        + kind.article()
                        + ", but others kept changing it; try again."));
  }

  /** Marks a live entity as deleted: it stays readable by its id. */
  public Mono<Entity> delete(EntityKind kind, String id) {
    return delete(kind, id, entity -> Mono.empty());
  }

  /** Marks a live entity as deleted, unless the check refuses. */
  public Mono<Entity> delete(EntityKind kind, String id, Function<Entity, Mono<Void>> check) {
    return edit(
        kind,
        id,
        entity ->
            check
                .apply(entity)
                .then(time.now())
                .map(
                    now -> {
                      ObjectNode fields = entity.copy();
                      fields.put("deletedAt", Timestamps.format(now));
                      return fields;
                    }));
  }

  private Mono<Entity> save(Entity before, ObjectNode fields) {
    if (before.fields().equals(fields)) {
      return Mono.just(before);
    }
    return moment()
        .flatMap(
            moment -> {
              Entity after = next(before, fields, moment);
              return Mono.from(
                      collection(before.kind())
                          .updateOne(
                              guard(before), Stored.update(before, after, entries(after, moment))))
                  .flatMap(
                      result ->
                          result.getMatchedCount() == 1
                              ? revision.change().thenReturn(after)
                              : Mono.<Entity>error(new LostRace()));
            })
        .onErrorMap(MongoWriteException.class, e -> taken(before.kind(), e))
        .doOnNext(this::announce);
  }

  /**
   * Writes many at once, new ones (version 0) and changed ones; answers how many were written. A
   * new one whose id is taken meanwhile and a changed one that others changed are left out.
   */
  public Mono<Integer> putAll(EntityKind kind, Map<Entity, ObjectNode> changes) {
    if (changes.isEmpty()) {
      return Mono.just(0);
    }
    return moment()
        .map(
            moment ->
                changes.entrySet().stream()
                    .map(each -> write(each.getKey(), each.getValue(), moment))
                    .toList())
        .flatMap(
            writes ->
                Mono.from(
                    collection(kind).bulkWrite(writes, new BulkWriteOptions().ordered(false))))
        .map(EntityStore::written)
        .onErrorResume(
            MongoBulkWriteException.class,
            e ->
                e.getWriteErrors().stream()
                        .allMatch(each -> each.getCategory() == ErrorCategory.DUPLICATE_KEY)
                    ? Mono.just(written(e.getWriteResult()))
                    : Mono.error(e))
        .flatMap(count -> revision.change().thenReturn(count))
        .doOnNext(count -> changes.keySet().forEach(this::announce));
  }

  private WriteModel<Document> write(Entity before, ObjectNode fields, Moment moment) {
    Entity after = next(before, fields, moment);
    List<Document> entries = entries(after, moment);
    return before.version() == 0
        ? new InsertOneModel<>(Stored.insert(after, entries))
        : new UpdateOneModel<>(guard(before), Stored.update(before, after, entries));
  }

  private static int written(BulkWriteResult result) {
    return result.getInsertedCount() + result.getMatchedCount();
  }

  /** What brings a change about, and when. */
  private record Moment(Cause cause, Instant at) {}

  private Mono<Moment> moment() {
    return Cause.current().zipWith(time.now(), Moment::new);
  }

  private static Entity next(Entity before, ObjectNode fields, Moment moment) {
    String now = Timestamps.format(moment.at());
    ObjectNode after = fields.deepCopy();
    if (before.version() == 0) {
      after.put("createdAt", now);
    }
    after.put("updatedAt", now);
    DerivedFields.set(before.kind(), after);
    EntitySize.check(before.kind(), after);
    return new Entity(before.kind(), before.id(), before.version() + 1, after);
  }

  private List<Document> entries(Entity after, Moment moment) {
    ChangeFeed known = feed.getIfAvailable();
    return known == null ? List.of() : known.entries(after, moment.cause(), moment.at());
  }

  private void announce(Entity entity) {
    feed.ifAvailable(known -> known.written(entity.kind(), entity.id()));
  }

  private static Bson guard(Entity before) {
    return and(eq("_id", before.id()), eq(Hidden.VERSION, before.version()));
  }

  private MongoCollection<Document> collection(EntityKind kind) {
    return database.getCollection(kind.collection());
  }

  private static ApiException missing(EntityKind kind, String id) {
    return new ApiException(
        Code.NOT_FOUND,
        "Expected " + kind.article() + " with the id \"" + id + "\", but there is none.");
  }

  private static Throwable taken(EntityKind kind, MongoWriteException e) {
    if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
      return e;
    }
    String why = e.getError().getMessage();
    String field =
        why.contains(Hidden.ALIAS_KEY) ? "alias" : why.contains(Hidden.EMAIL_KEY) ? "email" : "id";
    return new ApiException(
        Code.ALREADY_EXISTS,
        "Expected " + field + " to be unique, but " + kind.article() + " has it already.");
  }

  /** Somebody else wrote first. */
  private static final class LostRace extends RuntimeException {
    LostRace() {
      super("The entity was changed meanwhile.", null, false, false);
    }
  }
}
