package dev.gatehouse.system.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptState;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.DueAttempt;
import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.provisioning.attempt.Next;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.schemas.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every store of attempts does. */
public abstract class AttemptStoreContract {
  protected static final Duration LONG = Duration.ofMinutes(10);
  private static final Finished RECORD =
      new Finished(
          "task-commands", "t1", "$bytes".getBytes(StandardCharsets.UTF_8), Map.of("a.b", "$c"));
  private AttemptStore store;

  /** An empty store. */
  protected abstract AttemptStore openStore();

  @BeforeEach
  void open() {
    store = openStore();
  }

  protected final AttemptStore store() {
    return store;
  }

  @Test
  void aRepeatedOrderChangesNothing() {
    store.insert(List.of(order(1)));
    ProvisioningAttempt claimed = claim(1, LONG);

    store.insert(List.of(order(1), order(2)));

    assertThat(store.find(order(1).id())).contains(claimed);
    assertThat(store.find(order(2).id())).contains(ProvisioningAttempt.ordered(order(2)));
  }

  @Test
  void theTraceOfAnOrderStaysWithItsAttempt() {
    ProvisioningOrder order =
        new ProvisioningOrder(
            order(1).id(),
            true,
            new ConnectorId("c1"),
            order(1).entitlement(),
            order(1).appUserId(),
            null,
            null,
            null,
            new Trace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1"));
    store.insert(List.of(order));

    assertThat(claim(1, LONG).order()).isEqualTo(order);
  }

  @Test
  void whatIsStoredAsTakenUpIsNotDueAndWhatWasKnownStaysAsItIs() {
    store.insert(List.of(order(1)));

    List<ProvisioningAttempt> claimed =
        store.insertClaimed(List.of(order(1), order(2)), "w1", Duration.ZERO);

    assertThat(claimed).containsExactly(ProvisioningAttempt.claimed(order(2)));
    assertThat(store.find(order(1).id())).contains(ProvisioningAttempt.ordered(order(1)));
    assertThat(store.find(order(2).id())).contains(claimed.getFirst());
    assertThat(store.insertClaimed(List.of(order(2)), "w2", LONG)).isEmpty();
    ProvisioningAttempt taken = claim(2, LONG);
    assertThat(taken.claims()).isEqualTo(2);
    assertThat(taken.unsure()).isTrue();
    assertThat(store.finish(claimed.getFirst(), "", RECORD, LONG)).isFalse();
  }

  @Test
  void anAttemptIsClaimedOnce() {
    store.insert(List.of(order(1)));

    assertThat(claim(1, LONG).state()).isEqualTo(AttemptState.CLAIMED);
    assertThat(store.claim(order(1).id(), "$other", LONG)).isEmpty();
    assertThat(store.due(Shards.ALL, Set.of(), 10)).isEmpty();
  }

  @Test
  void aClaimThatRanOutIsTakenOverAndItsOldHolderIsIgnored() {
    store.insert(List.of(order(1)));
    ProvisioningAttempt old = claim(1, Duration.ZERO);

    ProvisioningAttempt taken = claim(1, LONG);

    assertThat(taken.claims()).isEqualTo(2);
    assertThat(taken.unsure()).isTrue();
    assertThat(store.finish(old, "", RECORD, LONG)).isFalse();
    assertThat(store.postpone(old, retry(Duration.ZERO))).isFalse();
    assertThat(store.finish(taken, "", RECORD, LONG)).isTrue();
    assertThat(store.find(order(1).id()).orElseThrow().state()).isEqualTo(AttemptState.DONE);
  }

  @Test
  void whatSucceededAndWasToldNeedsNothingAnyMoreUnlessItWasTakenOver()
      throws InterruptedException {
    store.insert(List.of(order(1), order(2), order(3)));
    ProvisioningAttempt old = claim(1, Duration.ZERO);
    ProvisioningAttempt taken = claim(1, LONG);
    ProvisioningAttempt one = claim(2, LONG);
    ProvisioningAttempt other = claim(3, LONG);

    store.succeeded(List.of(old, one, other));
    store.succeeded(List.of(one));

    while (Stream.of(one, other).anyMatch(each -> state(each) != AttemptState.DONE)) {
      // The noting is not waited for, since a lost one is only a repeat.
      Thread.sleep(Duration.ofMillis(10));
    }
    assertThat(store.find(taken.id())).contains(taken);
    store.finish(taken, "", RECORD, LONG);
    store.published(List.of(taken.id()));
    while (store.oldestDue().isPresent()) {
      Thread.sleep(Duration.ofMillis(10));
    }
  }

  private AttemptState state(ProvisioningAttempt attempt) {
    return store.find(attempt.id()).orElseThrow().state();
  }

  @Test
  void aPostponedAttemptIsDueInItsTime() {
    store.insert(List.of(order(1), order(2)));
    store.postpone(claim(1, LONG), retry(LONG));
    store.postpone(claim(2, LONG), retry(Duration.ZERO));

    assertThat(store.claim(order(1).id(), "w1", LONG)).isEmpty();
    assertThat(store.due(Shards.ALL, Set.of(), 10))
        .extracting(DueAttempt::id)
        .containsExactly(order(2).id());
    ProvisioningAttempt again = claim(2, LONG);
    assertThat(again.failures()).isEqualTo(3);
    assertThat(again.unsure()).isFalse();
  }

  @Test
  @Timeout(30)
  void anEndIsDueForPublishingUntilItIsPublished() throws InterruptedException {
    store.insert(List.of(order(1)));
    store.finish(claim(1, LONG), "$No such group.", RECORD, Duration.ZERO);

    DueAttempt due = store.due(Shards.ALL, Set.of(new ConnectorId("c1")), 10).getFirst();
    assertThat(due.unpublished()).usingRecursiveComparison().isEqualTo(RECORD);
    assertThat(store.claim(order(1).id(), "w1", LONG)).isEmpty();

    store.published(List.of(order(1).id()));
    while (!store.due(Shards.ALL, Set.of(), 10).isEmpty()) {
      // The clearing is not waited for, since a lost one is only a repeat.
      Thread.sleep(Duration.ofMillis(10));
    }
    assertThat(store.oldestDue()).isEmpty();
  }

  @Test
  @Timeout(30)
  void anEndThatCannotBePublishedIsLeftAloneForAWhile() throws InterruptedException {
    store.insert(List.of(order(1)));
    store.finish(claim(1, LONG), "", RECORD, Duration.ZERO);

    assertThat(store.countVainAttempt(order(1).id(), Duration.ZERO, 2)).isFalse();
    assertThat(store.due(Shards.ALL, Set.of(), 10)).hasSize(1);
    assertThat(store.countVainAttempt(order(1).id(), Duration.ZERO, 2)).isTrue();
    assertThat(store.due(Shards.ALL, Set.of(), 10)).isEmpty();
    assertThat(store.stuck()).isEqualTo(1);
    assertThat(store.oldestDue().orElseThrow()).isAfter(store.now());

    store.published(List.of(order(1).id()));

    while (store.stuck() > 0 || store.oldestDue().isPresent()) {
      // The clearing is not waited for, since a lost one is only a repeat.
      Thread.sleep(Duration.ofMillis(10));
    }
  }

  @Test
  void anAttemptThatNobodyWaitsForIsOver() {
    store.insert(List.of(order(1)));

    assertThat(store.drop(claim(1, LONG), "The task is closed.")).isTrue();

    assertThat(store.find(order(1).id()).orElseThrow().state()).isEqualTo(AttemptState.OBSOLETE);
    assertThat(store.due(Shards.ALL, Set.of(), 10)).isEmpty();
  }

  @Test
  void attemptsOfOtherConnectorsAreFoundBehindManyOfOne() {
    store.insert(IntStream.range(0, 700).mapToObj(i -> order(i, "busy")).toList());
    store.insert(List.of(order(1000, "c2")));

    assertThat(store.due(Shards.ALL, Set.of(new ConnectorId("busy")), 500))
        .extracting(DueAttempt::id)
        .containsExactly(order(1000).id());
  }

  @Test
  void everyAttemptIsInOneShare() {
    List<ProvisioningOrder> orders =
        IntStream.range(0, 50).mapToObj(AttemptStoreContract::order).toList();
    store.insert(orders);

    List<AttemptId> found =
        IntStream.range(0, 3)
            .mapToObj(place -> store.due(Shards.of(Set.of(place), 3), Set.of(), 100))
            .flatMap(List::stream)
            .map(DueAttempt::id)
            .toList();

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(orders.stream().map(ProvisioningOrder::id).toList());
    assertThat(store.due(Shards.NONE, Set.of(), 100)).isEmpty();
  }

  protected final ProvisioningAttempt claim(int number, Duration lease) {
    return store.claim(order(number).id(), "$w1", lease).orElseThrow();
  }

  private static Next.Retry retry(Duration delay) {
    return new Next.Retry(delay, 3, 0, null, false, true, "$Down.");
  }

  protected static ProvisioningOrder order(int number) {
    return order(number, "c1");
  }

  private static ProvisioningOrder order(int number, String connector) {
    return new ProvisioningOrder(
        new AttemptId(new TaskId("t" + number), new StepId("s1"), 1),
        true,
        new ConnectorId(connector),
        new EntitlementRef(new AppId("a1"), new EntitlementId("e1")),
        new AppUserId("u1"),
        null,
        Duration.ofHours(1),
        number % 2 == 0
            ? new Ending.OfRequest(new TaskId("t0"))
            : new Ending.ExpiredBy(Instant.EPOCH));
  }
}
