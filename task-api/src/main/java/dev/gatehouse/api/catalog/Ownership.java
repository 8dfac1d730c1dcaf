package dev.gatehouse.api.catalog;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.model.internal.OwnedAnswer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What people own and whom they manage, remembered for a few seconds: searches and streams ask
 * often.
 */
@Component
public class Ownership {
  private static final Duration REMEMBERED = Duration.ofSeconds(3);
  private static final int MOST = 10_000;

  private final CatalogClient catalog;
  private final Clock clock;
  private final Map<UserId, Known> known = new ConcurrentHashMap<>();

  Ownership(CatalogClient catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** What the person owns and whom they manage, as it was at most a few seconds ago. */
  public Mono<OwnedAnswer> of(UserId person) {
    return Mono.defer(
        () -> {
          Instant now = clock.instant();
          Known answer = known.get(person);
          if (answer != null && now.isBefore(answer.until())) {
            return Mono.just(answer.owned());
          }
          return catalog.owned(person).doOnNext(owned -> remember(person, owned, now));
        });
  }

  private void remember(UserId person, OwnedAnswer owned, Instant now) {
    if (known.size() >= MOST) {
      known.values().removeIf(answer -> !now.isBefore(answer.until()));
    }
    if (known.size() < MOST) {
      known.put(person, new Known(owned, now.plus(REMEMBERED)));
    }
  }

  private record Known(OwnedAnswer owned, Instant until) {}
}
