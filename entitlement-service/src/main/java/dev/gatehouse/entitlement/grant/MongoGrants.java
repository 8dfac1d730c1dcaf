package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.events.OutboxEntry;
import dev.gatehouse.entitlement.events.OutboxPublisher;
import dev.gatehouse.entitlement.store.Cause;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.runtime.gather.ReactiveGathered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Grants in MongoDB. Reads come from the primary, writes are on a majority when answered. */
@Component
class MongoGrants implements GrantStore {
  static final String COLLECTION = "grants";

  /** When the sweeper is to look at the grant; absent where it need not. */
  static final String DUE_AT = "dueAt";

  /** How often the sweeper has asked for the grant to be taken back since it was last written. */
  static final String DUE_ROUND = "dueRound";

  /** An attempt that is silent for so long will not come back, and one that failed may be made. */
  private static final Duration SILENCE = Duration.ofMinutes(10);

  private static final int AT_ONCE = 500;
  private static final Bson WITHOUT_OUTBOX = Projections.exclude(Hidden.OUTBOX, Hidden.HELD);

  private final MongoDatabase database;
  private final GrantCounts counts;
  private final OutboxPublisher publisher;
  private final ReactiveGathered<String, Optional<Grant>> found =
      new ReactiveGathered<>(AT_ONCE, this::found);
  private final GrantUpserts upserts;

  MongoGrants(MongoDatabase database, GrantCounts counts, OutboxPublisher publisher) {
    this.database = database;
    this.counts = counts;
    this.publisher = publisher;
    this.upserts = new GrantUpserts(collection());
  }

  @Override
  public Mono<Grant> find(Grant.Key key) {
    return found.ask(key.id()).flatMap(Mono::justOrEmpty);
  }

  private Mono<List<Optional<Grant>>> found(List<String> ids) {
    return all(in("_id", ids))
        .collectMap(Grant::id)
        .map(known -> ids.stream().map(id -> Optional.ofNullable(known.get(id))).toList());
  }

  /** The live grants of an entitlement that these accounts hold. */
  Flux<Grant> live(EntitlementRef entitlement, Collection<AppUserId> accounts) {
    return all(in(
            "_id", accounts.stream().map(each -> new Grant.Key(entitlement, each).id()).toList()))
        .filter(grant -> grant.state().live());
  }

  /** All that match, in no order. */
  Flux<Grant> all(Bson filter) {
    return Flux.from(collection().find(filter).projection(WITHOUT_OUTBOX))
        .map(GrantDocuments::grant);
  }

  /** The first that match, in the order of their ids. */
  Flux<Grant> page(Bson filter, int limit) {
    return Flux.from(
            collection()
                .find(filter)
                .projection(WITHOUT_OUTBOX)
                .sort(new Document("_id", 1))
                .limit(limit))
        .map(GrantDocuments::grant);
  }

  @Override
  public Mono<Grant> write(Grant before, Grant after, @Nullable String taskId) {
    return Cause.current().flatMap(cause -> write(before, after, taskId, cause));
  }

  private Mono<Grant> write(Grant before, Grant after, @Nullable String taskId, Cause cause) {
    Grant next = after.next(before.version() + 1);
    Document entry = OutboxEntry.grant(shown(next, taskId), cause.trace(), next.updatedAt());
    Document fields = GrantDocuments.fields(next);
    Instant due = dueAt(next);
    Mono<Boolean> won =
        before.version() == 0
            ? insert(next, fields, due, entry)
            : update(before, fields, due, entry);
    return won.filter(Boolean::booleanValue).map(yes -> next).doOnNext(this::announce);
  }

  private void announce(Grant written) {
    publisher.written(COLLECTION, written.id());
    counts.changed(written.key().entitlement().id().value());
  }

  private Mono<Boolean> insert(
      Grant grant, Document fields, @Nullable Instant due, Document entry) {
    Document document = new Document("_id", grant.id());
    document.putAll(fields);
    if (due != null) {
      document.append(DUE_AT, Date.from(due)).append(DUE_ROUND, 0);
    }
    document.append(Hidden.OUTBOX, List.of(entry));
    return upserts.insert(document);
  }

  private Mono<Boolean> update(
      Grant before, Document fields, @Nullable Instant due, Document entry) {
    List<Bson> changes = new ArrayList<>();
    changes.add(new Document("$set", fields));
    changes.add(Updates.push(Hidden.OUTBOX, entry));
    if (due == null) {
      changes.add(Updates.unset(DUE_AT));
    } else {
      changes.add(Updates.set(DUE_AT, Date.from(due)));
    }
    changes.add(Updates.set(DUE_ROUND, 0));
    return upserts.update(before.id(), before.version(), Updates.combine(changes));
  }

  /**
   * A grant is due when it expires, a while after taking it back failed, or when whoever was giving
   * it has been silent for too long.
   */
  private static @Nullable Instant dueAt(Grant grant) {
    return switch (grant.state()) {
      case GRANTED -> {
        Instant end = grant.deprovisionAt();
        yield end == null || end.isAfter(grant.updatedAt()) ? end : grant.updatedAt().plus(SILENCE);
      }
      case GRANTING -> {
        Lease lease = grant.lease();
        yield (lease == null ? grant.updatedAt() : lease.until()).plus(SILENCE);
      }
      case REVOKING, REVOKED -> null;
    };
  }

  static OutboxEntry.GrantShown shown(Grant grant, @Nullable String taskId) {
    UserId identity = grant.identity();
    return new OutboxEntry.GrantShown(
        grant.id(),
        grant.version(),
        grant.state().name(),
        grant.epoch(),
        grant.key().entitlement().appId().value(),
        grant.key().entitlement().id().value(),
        grant.key().appUserId().value(),
        identity == null ? null : identity.value(),
        grant.deprovisionAt(),
        taskId);
  }

  MongoCollection<Document> collection() {
    return database.getCollection(COLLECTION);
  }
}
