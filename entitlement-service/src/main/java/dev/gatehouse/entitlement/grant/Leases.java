package dev.gatehouse.entitlement.grant;

import dev.gatehouse.entitlement.grant.AccessCatalog.Access;
import dev.gatehouse.entitlement.grant.AccessCatalog.Holder;
import dev.gatehouse.entitlement.grant.GrantWrites.Move;
import dev.gatehouse.entitlement.store.DatabaseTime;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseAnswer.Kind;
import dev.gatehouse.model.internal.LeaseAnswer.Leased;
import dev.gatehouse.model.internal.LeaseAnswer.Refused;
import dev.gatehouse.model.internal.LeaseAnswer.Target;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleRequest;
import java.time.Instant;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Gives and ends the right to change an access in its target. */
public final class Leases {
  private final GrantWrites writes;
  private final AccessCatalog catalog;
  private final DatabaseTime time;

  Leases(GrantWrites writes, AccessCatalog catalog, DatabaseTime time) {
    this.writes = writes;
    this.catalog = catalog;
    this.time = time;
  }

  /** Gives the right, or says why not. */
  public Mono<LeaseAnswer> take(LeaseRequest request) {
    return Mono.zip(
            catalog.access(request.entitlement(), request.appUserId(), request.connectorId()),
            time.now())
        .flatMap(
            both ->
                switch (both.getT1()) {
                  case Access.Gone a -> Mono.just(refused(Kind.GONE, a.sentence()));
                  case Access.Found a when request.give() && !a.deleted().isEmpty() ->
                      Mono.just(refused(Kind.GONE, a.deleted()));
                  case Access.Found a -> take(request, a, both.getT2());
                })
        .onErrorResume(
            Exceptions::isRetryExhausted,
            e ->
                Mono.just(
                    refused(Kind.BUSY, "Expected a grant at rest, but others kept changing it.")));
  }

  private Mono<LeaseAnswer> take(LeaseRequest request, Access.Found access, Instant now) {
    Ask ask =
        new Ask(
            new Attempt(request.taskId(), request.stepId(), request.attempt()),
            request.give() ? Operation.GIVE : Operation.REVOKE,
            request.duration(),
            request.ending(),
            request.leaseFor());
    Holder holder = access.holder();
    Grant.Key key = new Grant.Key(request.entitlement(), request.appUserId());
    String task = request.taskId().value();
    return request.give()
        ? writes.give(
            key,
            holder,
            now,
            task,
            refused(Kind.LEAVING, "Expected a person who stays, but the person is leaving."),
            grant -> move(grant, ask, now, access))
        : writes.change(key, now, task, grant -> move(grant, ask, now, access));
  }

  private static Move<LeaseAnswer> move(Grant stored, Ask ask, Instant now, Access.Found access) {
    Holder holder = access.holder();
    Grant grant = stored.heldBy(holder.person(), holder.isAccount());
    Target target = access.target();
    return switch (LeaseRules.take(grant, ask, now)) {
      case LeaseRuling.Lend r ->
          new Move.Write<>(r.next(), new Leased(r.next().epoch(), r.takenOver(), false, target));
      case LeaseRuling.Already r when r.next().equals(grant) ->
          new Move.Answer<>(new Leased(grant.epoch(), false, true, target));
      case LeaseRuling.Already r ->
          new Move.Write<>(r.next(), new Leased(grant.epoch(), false, true, target));
      case LeaseRuling.Busy r -> new Move.Answer<>(refused(Kind.BUSY, r.sentence()));
      case LeaseRuling.Stale r -> new Move.Answer<>(refused(Kind.STALE, r.sentence()));
    };
  }

  /** Takes down what came of it. */
  public Mono<SettleAnswer> settle(SettleRequest request) {
    return time.now().flatMap(now -> settle(request, now));
  }

  private Mono<SettleAnswer> settle(SettleRequest request, Instant now) {
    Grant.Key key = new Grant.Key(request.entitlement(), request.appUserId());
    Attempt attempt = new Attempt(request.taskId(), request.stepId(), request.attempt());
    return writes
        .change(
            key,
            now,
            request.taskId().value(),
            grant ->
                grant.version() == 0
                    ? new Move.Answer<>(unknown(request))
                    : settle(grant, attempt, request, now))
        .onErrorResume(
            Exceptions::isRetryExhausted,
            e ->
                Mono.just(
                    new SettleAnswer(
                        false, "Expected a grant at rest, but others kept changing it.")));
  }

  /** Taking back what was never given takes no lease and leaves no trace. */
  private static SettleAnswer unknown(SettleRequest request) {
    return request.epoch() == 0
        ? new SettleAnswer(true, "")
        : new SettleAnswer(false, "Expected a grant that was leased, but there is none.");
  }

  private static Move<SettleAnswer> settle(
      Grant grant, Attempt attempt, SettleRequest request, Instant now) {
    return switch (SettleRules.settle(grant, attempt, request.epoch(), request.done(), now)) {
      case SettleRuling.Settle r -> new Move.Write<>(r.next(), new SettleAnswer(true, ""));
      case SettleRuling.Settled r -> new Move.Answer<>(new SettleAnswer(true, ""));
      case SettleRuling.Fence r ->
          new Move.Write<>(r.next(), new SettleAnswer(false, r.sentence()));
      case SettleRuling.Refuse r -> new Move.Answer<>(new SettleAnswer(false, r.sentence()));
    };
  }

  private static LeaseAnswer refused(Kind kind, String sentence) {
    return new Refused(kind, sentence);
  }
}
