package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.WriteConcern;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.EntityKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  private static final int AT_ONCE = 500;
  private static final int REST = 20;

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
            .thenMany(Mono.defer(this::round).repeat())
            .doOnError(e -> LOG.warn("Grants are not counted, trying again: {}", e.getMessage()))
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, EVERY.multipliedBy(4)))
            .subscribe();
  }

  /**
   * Counts, and rests a multiple of the time that it took, so that it never takes a large share.
   */
  private Mono<Long> round() {
    long start = System.nanoTime();
    return countChanged()
        .then(
            Mono.defer(
                () -> {
                  Duration rest = Duration.ofNanos((System.nanoTime() - start) * REST);
                  return Mono.delay(rest.compareTo(EVERY) > 0 ? rest : EVERY);
                }));
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
    return Flux.fromIterable(List.copyOf(changed)).buffer(AT_ONCE).concatMap(this::count).then();
  }

  private Mono<Void> count(List<String> entitlements) {
    changed.removeAll(entitlements);
    return Flux.from(
            database
                .getCollection(MongoGrants.COLLECTION)
                .aggregate(
                    List.of(
                        Aggregates.match(
                            and(in(GrantDocuments.ENTITLEMENT, entitlements), LiveGrants.GIVEN)),
                        Aggregates.group(
                            "$" + GrantDocuments.ENTITLEMENT, Accumulators.sum("count", 1L)))))
        .collectMap(each -> each.getString("_id"), each -> each.getLong("count"))
        .flatMap(counts -> write(entitlements, counts))
        .doOnError(e -> changed.addAll(entitlements));
  }

  /** A count that is lost is counted again, so nobody waits for the majority. */
  private Mono<Void> write(List<String> entitlements, Map<String, Long> counts) {
    List<UpdateOneModel<Document>> writes =
        entitlements.stream()
            .map(
                id ->
                    new UpdateOneModel<Document>(
                        eq("_id", id),
                        Updates.set("grantCount", counts.getOrDefault(id, 0L).toString())))
            .toList();
    return Mono.from(
            database
                .getCollection(EntityKind.ENTITLEMENT.collection())
                .withWriteConcern(WriteConcern.W1)
                .bulkWrite(writes, new BulkWriteOptions().ordered(false)))
        .then();
  }
}
