package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.facts.HandRecord;
import dev.gatehouse.core.facts.Query.RecordByHand;
import dev.gatehouse.entitlement.grant.AccessCatalog.Holder;
import dev.gatehouse.entitlement.grant.AccessCatalog.Holding;
import dev.gatehouse.entitlement.grant.GrantWrites.Move;
import dev.gatehouse.entitlement.store.DatabaseTime;
import java.time.Duration;
import java.time.Instant;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Records what people did by hand: a lease that is settled in the write that takes it. */
public final class HandRecords {
  /** A step that a person ends has no attempts after. */
  private static final int BY_HAND = Integer.MAX_VALUE;

  private final GrantWrites writes;
  private final AccessCatalog catalog;
  private final DatabaseTime time;

  HandRecords(GrantWrites writes, AccessCatalog catalog, DatabaseTime time) {
    this.writes = writes;
    this.catalog = catalog;
    this.time = time;
  }

  /** Records one step; a repeat changes nothing. */
  public Mono<HandRecord> record(RecordByHand query) {
    return catalog
        .holding(query.entitlement(), query.appUserId(), query.identity())
        .flatMap(
            holding ->
                switch (holding) {
                  case Holding.Missing h -> Mono.just(refused(h.sentence()));
                  case Holding.Held h -> record(query, h.holder());
                  case Holding.NoAccount h when query.given() ->
                      catalog
                          .standIn(query.entitlement().appId(), h.person())
                          .flatMap(
                              account ->
                                  record(query, new Holder(account, h.person(), h.isAccount())));
                  case Holding.NoAccount h -> Mono.just(new HandRecord(null, ""));
                })
        .onErrorResume(
            Exceptions::isRetryExhausted,
            e -> Mono.just(refused("Expected a grant at rest, but others kept changing it.")));
  }

  private Mono<HandRecord> record(RecordByHand query, Holder holder) {
    return time.now().flatMap(now -> record(query, holder, now));
  }

  private Mono<HandRecord> record(RecordByHand query, Holder holder, Instant now) {
    Grant.Key key = new Grant.Key(query.entitlement(), holder.account());
    Ask ask =
        new Ask(
            new Attempt(query.taskId(), query.stepId(), BY_HAND),
            query.given() ? Operation.GIVE : Operation.REVOKE,
            query.duration(),
            null, // what a person took back by hand is gone, whatever justified it
            Duration.ZERO);
    String task = query.taskId().value();
    return query.given()
        ? writes.give(
            key,
            holder,
            now,
            task,
            refused("Expected a person who stays, but the person is leaving."),
            grant -> move(grant, ask, now, holder))
        : writes.change(key, now, task, grant -> move(grant, ask, now, holder));
  }

  private static Move<HandRecord> move(Grant stored, Ask ask, Instant now, Holder holder) {
    Grant grant = stored.heldBy(holder.person(), holder.isAccount());
    HandRecord done = new HandRecord(holder.account(), "");
    return switch (LeaseRules.take(grant, ask, now)) {
      case LeaseRuling.Lend r -> new Move.Write<>(settled(r.next(), ask.attempt(), now), done);
      case LeaseRuling.Already r when r.next().equals(grant) -> new Move.Answer<>(done);
      case LeaseRuling.Already r -> new Move.Write<>(r.next(), done);
      case LeaseRuling.Busy r -> new Move.Answer<>(refused(r.sentence()));
      case LeaseRuling.Stale r -> new Move.Answer<>(refused(r.sentence()));
    };
  }

  private static Grant settled(Grant leased, Attempt attempt, Instant now) {
    return switch (SettleRules.settle(leased, attempt, leased.epoch(), true, now)) {
      case SettleRuling.Settle r -> r.next();
      case SettleRuling.Settled r -> leased;
      case SettleRuling.Fence r ->
          throw new IllegalStateException("Expected a fresh lease to settle: " + r.sentence());
      case SettleRuling.Refuse r ->
          throw new IllegalStateException("Expected a fresh lease to settle: " + r.sentence());
    };
  }

  private static HandRecord refused(String sentence) {
    return new HandRecord(null, sentence);
  }
}
