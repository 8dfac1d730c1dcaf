package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.EntityKind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Keeps the field {@code grantCount} of entitlements. The grants are counted anew shortly after a
 * change, and all of them at the start, so a count that was missed does not stay wrong.
 */
@Component
class GrantCounts implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(GrantCounts.class);
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final int AT_ONCE = 4;

  private final MongoDatabase database;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Disposable running;

  GrantCounts(MongoDatabase database) {
    this.database = database;
  }

  /** The grants of this entitlement have changed. Never blocks. */
  void changed(String entitlementId) {
    changed.add(entitlementId);
  }

  @Override
  public void start() {
    running =
        Mono.defer(this::all)
            .thenMany(
                Flux.interval(EVERY).onBackpressureDrop().concatMap(tick -> countChanged(), 1))
            .doOnError(e -> LOG.warn("Grants are not counted, trying again: {}", e.getMessage()))
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, EVERY.multipliedBy(4)))
            .subscribe();
  }

  @Override
  public void stop() {
    Disposable started = running;
    if (started != null) {
      started.dispose();
    }
    running = null;
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  private Mono<Void> all() {
    return Flux.from(
            database
                .getCollection(MongoGrants.COLLECTION)
                .distinct(GrantDocuments.ENTITLEMENT, String.class))
        .doOnNext(changed::add)
        .then();
  }

  private Mono<Void> countChanged() {
    return Flux.fromIterable(List.copyOf(changed)).flatMap(this::count, AT_ONCE).then();
  }

  private Mono<Void> count(String entitlement) {
    changed.remove(entitlement);
    return Mono.from(
            database
                .getCollection(MongoGrants.COLLECTION)
                .countDocuments(and(eq(GrantDocuments.ENTITLEMENT, entitlement), LiveGrants.GIVEN)))
        .flatMap(count -> write(entitlement, Long.toString(count)))
        .doOnError(e -> changed.add(entitlement));
  }

  private Mono<Void> write(String entitlement, String count) {
    return Mono.from(
            database
                .getCollection(EntityKind.ENTITLEMENT.collection(), Document.class)
                .updateOne(eq("_id", entitlement), Updates.set("grantCount", count)))
        .then();
  }
}
