package dev.gatehouse.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RecentFactsTest {
  private static final AppId WIKI = new AppId("wiki");
  private static final Query.FindEntitlement EDITORS =
      new Query.FindEntitlement(new EntitlementRef(WIKI, new EntitlementId("editors")));
  private static final Query.FindAccount ACCOUNT =
      new Query.FindAccount(WIKI, new AppUserId("wiki-ann"));

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T10:00:00Z"));
  private final List<List<Query.OfCatalog<?>>> asked = new ArrayList<>();
  private final RecentFacts facts = new RecentFacts(this::answer, clock);

  /** There is nothing in this catalogue. */
  private Mono<Map<Query<?>, Object>> answer(List<Query.OfCatalog<?>> queries) {
    asked.add(queries);
    return Mono.just(queries.stream().collect(Collectors.toMap(q -> q, q -> Optional.empty())));
  }

  private void look() {
    var known = facts.answers(List.of(EDITORS, ACCOUNT)).blockOptional().orElseThrow();
    assertThat(known.get(EDITORS)).isEmpty();
    assertThat(known.get(ACCOUNT)).isEmpty();
  }

  @Test
  void entitlementsAreRememberedForThreeSecondsAndAccountsAreNot() {
    look();
    clock.advance(Duration.ofMillis(2_999));
    look();
    clock.advance(Duration.ofMillis(1));
    look();

    assertThat(asked)
        .containsExactly(List.of(EDITORS, ACCOUNT), List.of(ACCOUNT), List.of(EDITORS, ACCOUNT));
  }

  @Test
  void nobodyIsAskedAboutWhatIsRemembered() {
    facts.answers(List.of(EDITORS)).block();
    facts.answers(List.of(EDITORS)).block();

    assertThat(asked).hasSize(1);
  }
}
