package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Updates;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.events.OutboxEntry;
import dev.gatehouse.entitlement.events.OutboxPublisher;
import dev.gatehouse.entitlement.store.DatabaseTime;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.store.Turns;
import dev.gatehouse.rest.http.RequestTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.conversions.Bson;
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
 * Asks for grants to be taken back whose time ran out, by the database's clock. The command goes
 * into the grant's own outbox, so it cannot be lost; its id follows from the grant, its epoch, its
 * end and the round, so that sweepers of several copies of this service give the same one, should
 * two of them ever sweep at once. A grant that is still there after a round is asked for again.
 */
@Component
class ExpirySweeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration ROUND = Duration.ofHours(1);
  private static final int PAGE = 500;
  private static final String SWEEP = "expired-grants";

  private final MongoGrants grants;
  private final Leavers leavers;
  private final OutboxPublisher publisher;
  private final Turns turns;
  private final DatabaseTime time;
  private volatile @Nullable Disposable running;

  ExpirySweeper(
      MongoGrants grants,
      Leavers leavers,
      OutboxPublisher publisher,
      Turns turns,
      DatabaseTime time) {
    this.grants = grants;
    this.leavers = leavers;
    this.publisher = publisher;
    this.turns = turns;
    this.time = time;
  }

  @Override
  public void start() {
    running =
        Mono.defer(() -> turns.mine(SWEEP))
            .flatMap(mine -> mine ? sweep() : Mono.just(0))
            .doOnError(e -> LOG.warn("Expired grants wait, trying again: {}", e.getMessage()))
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, EVERY))
            .repeatWhen(done -> done.delayElements(EVERY))
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

  /** Handles what is due, oldest first, page by page; answers how many. */
  Mono<Integer> sweep() {
    return time.now()
        .flatMap(
            now ->
                page(now)
                    .expand(count -> count < PAGE ? Mono.empty() : page(now))
                    .reduce(0, Integer::sum));
  }

  private Mono<Integer> page(Instant now) {
    return Flux.from(
            grants
                .collection()
                .find(lte(MongoGrants.DUE_AT, Date.from(now)))
                .sort(new Document(MongoGrants.DUE_AT, 1))
                .limit(PAGE))
        .concatMap(document -> due(document, now).thenReturn(1))
        .reduce(0, Integer::sum);
  }

  private Mono<Void> due(Document document, Instant now) {
    Grant grant = GrantDocuments.grant(document);
    UserId person = grant.identity();
    return switch (grant.state()) {
      case GRANTED -> takeBack(document, grant, "The grant expired.", grant.deprovisionAt(), now);
      case GRANTING -> {
        if (person == null) {
          yield postpone(document, now, null).then();
        }
        yield leavers
            .leaving(person)
            .flatMap(
                leaving ->
                    leaving
                        ? takeBack(document, grant, "The person is leaving.", null, now)
                        : postpone(document, now, null).then());
      }
      case REVOKING, REVOKED -> Mono.empty();
    };
  }

  private Mono<Void> takeBack(
      Document document, Grant grant, String why, @Nullable Instant expiredAt, Instant now) {
    int round = document.getInteger(MongoGrants.DUE_ROUND, 0);
    TaskId task =
        new TaskId(
            DerivedId.of("take-back", grant.id(), "" + grant.epoch(), "" + expiredAt, "" + round));
    Document command =
        OutboxEntry.revoke(
            task,
            why,
            MongoGrants.shown(grant, null),
            grant.identity(),
            expiredAt,
            RequestTrace.begin().trace(),
            now);
    return postpone(document, now, Updates.push(Hidden.OUTBOX, command))
        .filter(Boolean::booleanValue)
        .doOnNext(won -> publisher.written(MongoGrants.COLLECTION, grant.id()))
        .then();
  }

  /** Looks again after a round; false if the grant was changed meanwhile. */
  private Mono<Boolean> postpone(Document document, Instant now, @Nullable Bson more) {
    Bson later =
        Updates.combine(
            Updates.set(MongoGrants.DUE_AT, Date.from(now.plus(ROUND))),
            Updates.inc(MongoGrants.DUE_ROUND, 1));
    return Mono.from(
            grants
                .collection()
                .updateOne(
                    and(
                        eq("_id", document.getString("_id")),
                        eq(GrantDocuments.VERSION, document.getLong(GrantDocuments.VERSION)),
                        eq(MongoGrants.DUE_AT, document.getDate(MongoGrants.DUE_AT))),
                    more == null ? later : Updates.combine(later, more)))
        .map(result -> result.getMatchedCount() == 1);
  }
}
