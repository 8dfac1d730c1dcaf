package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.store.CatalogRevision;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.RememberedCatalog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The marks in MongoDB: one document for each person, with the offboardings that want it. A mark is
 * written, and the revision changed, before grants are scanned; a grant is written before the mark
 * is read again. So one of the two always sees the other.
 */
@Component
class MongoLeavers implements Leavers {
  private static final String TASKS = "taskIds";

  private final MongoDatabase database;
  private final EntityStore catalog;
  private final RememberedCatalog remembered;
  private final CatalogRevision revision;

  MongoLeavers(
      MongoDatabase database,
      EntityStore catalog,
      RememberedCatalog remembered,
      CatalogRevision revision) {
    this.database = database;
    this.catalog = catalog;
    this.remembered = remembered;
    this.revision = revision;
  }

  private record LeaverKey(String person) {}

  @Override
  public Mono<Boolean> leaving(UserId person) {
    return among(Set.of(person)).map(found -> found.contains(person));
  }

  @Override
  public Mono<Set<UserId>> among(Collection<UserId> people) {
    Set<LeaverKey> keys =
        people.stream().map(each -> new LeaverKey(each.value())).collect(Collectors.toSet());
    return remembered
        .all(keys, this::load)
        .map(
            found ->
                people.stream()
                    .filter(each -> found.getOrDefault(new LeaverKey(each.value()), false))
                    .collect(Collectors.toSet()));
  }

  private Mono<Map<LeaverKey, Boolean>> load(Collection<LeaverKey> keys) {
    List<String> ids = keys.stream().map(LeaverKey::person).toList();
    return Flux.from(leavers().find(and(in("_id", ids), exists(TASKS + ".0"))))
        .map(document -> document.getString("_id"))
        .collect(Collectors.toSet())
        .map(
            found ->
                keys.stream()
                    .collect(Collectors.toMap(key -> key, key -> found.contains(key.person()))));
  }

  @Override
  public Mono<Void> mark(UserId person, TaskId offboarding) {
    return Mono.from(
            leavers()
                .updateOne(
                    eq("_id", person.value()),
                    Updates.addToSet(TASKS, offboarding.value()),
                    new UpdateOptions().upsert(true)))
        .then(revision.change())
        .then(raiseEpochs(person));
  }

  /** Whoever is giving access just now is told when they report. */
  private Mono<Void> raiseEpochs(UserId person) {
    return catalog
        .all(EntityKind.APP_USER, eq("identityUserId", person.value()))
        .map(Entity::id)
        .collectList()
        .filter(accounts -> !accounts.isEmpty())
        .flatMap(
            accounts ->
                Mono.from(
                    database
                        .getCollection(MongoGrants.COLLECTION)
                        .updateMany(
                            and(
                                in(GrantDocuments.APP_USER, accounts),
                                eq(GrantDocuments.STATE, GrantState.GRANTING.name())),
                            Updates.combine(
                                Updates.inc(GrantDocuments.EPOCH, 1L),
                                Updates.inc(GrantDocuments.VERSION, 1L)))))
        .then();
  }

  @Override
  public Mono<Void> unmark(UserId person, TaskId offboarding) {
    return Mono.from(
            leavers()
                .updateOne(eq("_id", person.value()), Updates.pull(TASKS, offboarding.value())))
        .then(revision.change());
  }

  private MongoCollection<Document> leavers() {
    return database.getCollection("leavers");
  }
}
