package dev.gatehouse.entitlement.grant;

import dev.gatehouse.entitlement.grant.AccessCatalog.Holder;
import dev.gatehouse.entitlement.grant.GrantWrites.Move;
import dev.gatehouse.entitlement.importing.ImportOutcome;
import dev.gatehouse.entitlement.importing.ImportedGrant;
import dev.gatehouse.entitlement.importing.ImportedGrants;
import dev.gatehouse.entitlement.store.DatabaseTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes up access that was there before Gatehouse. A file is believed once: what was taken back
 * since stays gone, and what was asked for since keeps its own end.
 */
final class GrantImport implements ImportedGrants {
  private static final String SOURCE = "import";
  private static final int AT_ONCE = 8;

  private final GrantWrites writes;
  private final GrantStore grants;
  private final DatabaseTime time;

  GrantImport(GrantWrites writes, GrantStore grants, DatabaseTime time) {
    this.writes = writes;
    this.grants = grants;
    this.time = time;
  }

  @Override
  public Flux<ImportOutcome> register(List<ImportedGrant> imported, boolean dryRun) {
    return time.now()
        .flatMapMany(
            now ->
                Flux.fromIterable(imported)
                    .flatMapSequential(each -> register(each, dryRun, now), AT_ONCE));
  }

  private Mono<ImportOutcome> register(ImportedGrant imported, boolean dryRun, Instant now) {
    Grant.Key key = new Grant.Key(imported.entitlement(), imported.appUserId());
    if (dryRun) {
      return grants
          .find(key)
          .defaultIfEmpty(Grant.none(key, now))
          .map(grant -> outcome(move(grant, imported, now)));
    }
    return writes.give(
        key,
        new Holder(imported.appUserId(), imported.identity(), imported.account()),
        now,
        null,
        new ImportOutcome.Refused("Expected a person who stays, but the person is leaving."),
        grant -> move(grant, imported, now));
  }

  private static ImportOutcome outcome(Move<ImportOutcome> move) {
    return switch (move) {
      case Move.Write<ImportOutcome> m -> m.answer();
      case Move.Answer<ImportOutcome> m -> m.answer();
    };
  }

  private static Move<ImportOutcome> move(Grant stored, ImportedGrant imported, Instant now) {
    Grant grant = stored.heldBy(imported.identity(), imported.account());
    GrantSource source = new GrantSource(SOURCE, millis(imported.expiresAt()));
    return switch (grant.state()) {
      case REVOKED -> stored.version() == 0 ? first(grant, source, now) : unchanged();
      case GRANTED -> {
        Grant next = grant.resourced(source, now);
        yield next.sources().equals(grant.sources())
            ? unchanged()
            : new Move.Write<>(next, new ImportOutcome.Updated());
      }
      case GRANTING, REVOKING -> unchanged();
    };
  }

  private static Move<ImportOutcome> first(Grant grant, GrantSource source, Instant now) {
    Instant until = source.until();
    return until != null && !until.isAfter(now)
        ? new Move.Answer<>(
            new ImportOutcome.Refused(
                "Expected expiresAt to lie ahead, but it was %s.".formatted(until)))
        : new Move.Write<>(grant.granted(source, now), new ImportOutcome.Created());
  }

  private static Move<ImportOutcome> unchanged() {
    return new Move.Answer<>(new ImportOutcome.Unchanged());
  }

  private static @Nullable Instant millis(@Nullable Instant until) {
    return until == null ? null : until.truncatedTo(ChronoUnit.MILLIS);
  }
}
