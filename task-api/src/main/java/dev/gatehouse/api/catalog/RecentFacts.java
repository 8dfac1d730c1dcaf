package dev.gatehouse.api.catalog;

import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What the engine's rules have to know of the catalogue. Entitlements are remembered for a few
 * seconds, since every look at an open request asks for one.
 */
@Component
public class RecentFacts {
  private static final Duration REMEMBERED = Duration.ofSeconds(3);
  private static final int MOST = 10_000;

  private final Function<List<Query.OfCatalog<?>>, Mono<Map<Query<?>, Object>>> catalog;
  private final Clock clock;
  private final Map<Query<?>, Known> known = new ConcurrentHashMap<>();

  @Autowired
  RecentFacts(CatalogClient catalog, Clock clock) {
    this(catalog::facts, clock);
  }

  RecentFacts(
      Function<List<Query.OfCatalog<?>>, Mono<Map<Query<?>, Object>>> catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
  }

  /** The answers to these questions. */
  public Mono<Facts> answers(Collection<Query.OfCatalog<?>> questions) {
    return Mono.defer(
        () -> {
          Instant now = clock.instant();
          Map<Query<?>, Object> answers = new HashMap<>();
          List<Query.OfCatalog<?>> open = new ArrayList<>();
          for (Query.OfCatalog<?> question : questions) {
            Known answer = known.get(question);
            if (answer != null && now.isBefore(answer.until())) {
              answers.put(question, answer.value());
            } else {
              open.add(question);
            }
          }
          if (open.isEmpty()) {
            return Mono.just(Facts.NONE.with(answers));
          }
          return catalog
              .apply(open)
              .doOnNext(found -> remember(found, now))
              .map(found -> Facts.NONE.with(answers).with(found));
        });
  }

  private void remember(Map<Query<?>, Object> found, Instant now) {
    if (known.size() >= MOST) {
      known.values().removeIf(answer -> !now.isBefore(answer.until()));
    }
    found.forEach(
        (question, answer) -> {
          if (question instanceof Query.FindEntitlement && known.size() < MOST) {
            known.put(question, new Known(answer, now.plus(REMEMBERED)));
          }
        });
  }

  private record Known(Object value, Instant until) {}
}
