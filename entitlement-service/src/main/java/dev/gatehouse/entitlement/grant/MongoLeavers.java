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
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Gathered;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The marks in MongoDB: one document for each person, with the offboardings that want it. A mark is
 * written before grants are scanned, and a grant is written before the mark is read again, so that
 * one of the two always sees the other.
 */
@Component
class MongoLeavers implements Leavers {
  private static final String TASKS = "taskIds";
  private static final int AT_ONCE = 500;

  private final MongoDatabase database;
  private final EntityStore catalog;
  private final Gathered<UserId, Boolean> leaving =
      new Gathered<>(
          AT_ONCE,
          people -> among(people).map(found -> people.stream().map(found::contains).toList()));

  MongoLeavers(MongoDatabase database, EntityStore catalog) {
    this.database = database;
    this.catalog = catalog;
  }

  @Override
  public Mono<Boolean> leaving(UserId person) {
    return leaving.ask(person);
  }

  @Override
  public Mono<Set<UserId>> among(Collection<UserId> people) {
    List<String> ids = people.stream().map(UserId::value).distinct().toList();
    return Flux.from(leavers().find(and(in("_id", ids), exists(TASKS + ".0"))))
        .map(document -> new UserId(document.getString("_id")))
        .collect(Collectors.toSet());
  }

  @Override
  public Mono<Void> mark(UserId person, TaskId offboarding) {
    return Mono.from(
            leavers()
                .updateOne(
                    eq("_id", person.value()),
                    Updates.addToSet(TASKS, offboarding.value()),
                    new UpdateOptions().upsert(true)))
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
        .then();
  }

  private MongoCollection<Document> leavers() {
    return database.getCollection("leavers");
  }
}
