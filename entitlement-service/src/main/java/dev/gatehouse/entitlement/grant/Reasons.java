package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.entitlement.grant.GrantWrites.Move;
import dev.gatehouse.entitlement.store.DatabaseTime;
import java.time.Instant;
import reactor.core.publisher.Mono;

/** Ends reasons of an access without touching its target. */
public final class Reasons {
  private final GrantWrites writes;
  private final DatabaseTime time;

  Reasons(GrantWrites writes, DatabaseTime time) {
    this.writes = writes;
    this.time = time;
  }

  /** Ends them and answers whether the access stays for other reasons; a repeat changes nothing. */
  public Mono<Boolean> end(Query.EndReasons query) {
    Grant.Key key = new Grant.Key(query.entitlement(), query.appUserId());
    return time.now()
        .flatMap(now -> writes.change(key, now, null, grant -> move(grant, query, now)));
  }

  private static Move<Boolean> move(Grant grant, Query.EndReasons query, Instant now) {
    if (grant.sources().isEmpty()) {
      return new Move.Answer<>(false);
    }
    boolean stays = ReasonRules.stays(grant, query.ending());
    Grant next = ReasonRules.ended(grant, query.ending(), now);
    return next.equals(grant) ? new Move.Answer<>(stays) : new Move.Write<>(next, stays);
  }
}
