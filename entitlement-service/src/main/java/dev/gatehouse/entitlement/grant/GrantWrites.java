package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.UserId;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Changes grants, each by one guarded write. Access is never given behind the back of an
 * offboarding: the mark of a person who leaves is read again after the write, so either this write
 * sees the mark and takes itself back, or the offboarding's scan sees the write.
 */
final class GrantWrites {
  private static final int RACES = 7;

  private final GrantStore grants;
  private final Leavers leavers;

  GrantWrites(GrantStore grants, Leavers leavers) {
    this.grants = grants;
    this.leavers = leavers;
  }

  /** What a rule makes of a grant. */
  sealed interface Move<A> {
    /** This is written first, and then answered. */
    record Write<A>(Grant next, A answer) implements Move<A> {}

    /** Nothing is written. */
    record Answer<A>(A answer) implements Move<A> {}
  }

  /** Reads a grant, asks the rule and writes; again where somebody else was faster. */
  <A> Mono<A> change(
      Grant.Key key, Instant now, @Nullable String taskId, Function<Grant, Move<A>> rule) {
    return Mono.defer(
            () ->
                grants
                    .find(key)
                    .defaultIfEmpty(Grant.none(key, now))
                    .flatMap(grant -> write(grant, rule.apply(grant), taskId)))
        .retryWhen(Retry.max(RACES).filter(LostRace.class::isInstance));
  }

  private <A> Mono<A> write(Grant grant, Move<A> move, @Nullable String taskId) {
    return switch (move) {
      case Move.Answer<A> m -> Mono.just(m.answer());
      case Move.Write<A> m ->
          grants
              .write(grant, m.next(), taskId)
              .switchIfEmpty(Mono.error(LostRace::new))
              .thenReturn(m.answer());
    };
  }

  /**
   * As {@link #change} for a rule that gives access to this holder, unless the person leaves.
   *
   * @param leaving the answer where the person leaves
   */
  <A> Mono<A> give(
      Grant.Key key,
      AccessCatalog.Holder holder,
      Instant now,
      @Nullable String taskId,
      A leaving,
      Function<Grant, Move<A>> rule) {
    UserId person = holder.person();
    if (person == null) {
      return change(key, now, taskId, rule);
    }
    Seen seen = new Seen();
    Mono<A> change =
        change(
            key,
            now,
            taskId,
            grant -> {
              Move<A> move = rule.apply(grant);
              seen.of(grant, move);
              return move;
            });
    return leavers
        .leaving(person)
        .flatMap(
            before ->
                before
                    ? Mono.just(leaving)
                    : change.flatMap(
                        answer ->
                            leavers
                                .leaving(person)
                                .flatMap(
                                    after ->
                                        after
                                            ? takeBack(key, seen, now).thenReturn(leaving)
                                            : Mono.just(answer))));
  }

  /** Undoes what {@link #give} wrote, unless somebody has gone on from there. */
  private Mono<Void> takeBack(Grant.Key key, Seen seen, Instant now) {
    Grant before = seen.before;
    Grant written = seen.written;
    if (before == null || written == null) {
      return Mono.empty();
    }
    return change(
            key,
            now,
            null,
            grant ->
                grant.state() == written.state() && Objects.equals(grant.lease(), written.lease())
                    ? new Move.Write<>(grant.restored(before, now), true)
                    : new Move.Answer<>(false))
        .then();
  }

  /** What the last try of a change read and wrote. */
  private static final class Seen {
    private @Nullable Grant before;
    private @Nullable Grant written;

    void of(Grant grant, Move<?> move) {
      before = grant;
      written = move instanceof Move.Write<?> write ? write.next() : null;
    }
  }

  /** Somebody else wrote first. */
  static final class LostRace extends RuntimeException {
    LostRace() {
      super("The grant was changed meanwhile.", null, false, false);
    }
  }
}
