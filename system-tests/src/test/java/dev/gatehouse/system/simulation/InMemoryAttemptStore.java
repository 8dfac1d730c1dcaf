package dev.gatehouse.system.simulation;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptState;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.DueAttempt;
import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.provisioning.attempt.Next;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Attempts in memory; behaves like the store on MongoDB. */
public class InMemoryAttemptStore implements AttemptStore {
  private final Clock clock;
  private final Map<String, Entry> entries = new TreeMap<>();

  /**
   * An attempt with what its document holds beside it.
   *
   * @param nextDueAt when somebody has to look at it; null for never
   */
  private record Entry(
      ProvisioningAttempt attempt,
      @Nullable Instant nextDueAt,
      @Nullable Finished outbox,
      int vain,
      boolean stuck) {
    static Entry of(ProvisioningAttempt attempt, @Nullable Instant nextDueAt) {
      return new Entry(attempt, nextDueAt, null, 0, false);
    }

    boolean ended() {
      return attempt.state() == AttemptState.DONE || attempt.state() == AttemptState.FAILED;
    }
  }

  public InMemoryAttemptStore(Clock clock) {
    this.clock = clock;
  }

  /** Whether the time of what is due at {@code time} has come. */
  boolean isDue(@Nullable Instant time) {
    return time != null && !time.isAfter(now());
  }

  @Override
  public void insert(Collection<ProvisioningOrder> orders) {
    for (ProvisioningOrder order : orders) {
      entries.putIfAbsent(
          order.id().toString(), Entry.of(ProvisioningAttempt.ordered(order), now()));
    }
  }

  @Override
  public List<ProvisioningAttempt> insertClaimed(
      Collection<ProvisioningOrder> orders, String worker, Duration lease) {
    List<ProvisioningAttempt> claimed = new ArrayList<>();
    for (ProvisioningOrder order : orders) {
      ProvisioningAttempt attempt = ProvisioningAttempt.claimed(order);
      Entry taken = Entry.of(attempt, now().plus(lease));
      if (entries.putIfAbsent(order.id().toString(), taken) == null) {
        claimed.add(attempt);
      }
    }
    return claimed;
  }

  @Override
  public Optional<ProvisioningAttempt> find(AttemptId id) {
    return Optional.ofNullable(entries.get(id.toString())).map(Entry::attempt);
  }

  @Override
  public Optional<ProvisioningAttempt> claim(AttemptId id, String worker, Duration lease) {
    Entry entry = entries.get(id.toString());
    if (entry == null || !isDue(entry.nextDueAt())) {
      return Optional.empty();
    }
    ProvisioningAttempt a = entry.attempt();
    boolean claimed = a.state() == AttemptState.CLAIMED;
    if (a.state() != AttemptState.DUE && !claimed) {
      return Optional.empty();
    }
    ProvisioningAttempt next =
        new ProvisioningAttempt(
            a.order(),
            AttemptState.CLAIMED,
            a.claims() + 1,
            a.failures(),
            a.waits(),
            a.firstFailureAt(),
            a.unsure() || claimed);
    entries.put(id.toString(), Entry.of(next, now().plus(lease)));
    return Optional.of(next);
  }

  @Override
  public boolean postpone(ProvisioningAttempt claimed, Next.Retry retry) {
    return write(
        claimed,
        Entry.of(
            new ProvisioningAttempt(
                claimed.order(),
                AttemptState.DUE,
                claimed.claims(),
                retry.failures(),
                retry.waits(),
                retry.firstFailureAt(),
                retry.unsure()),
            now().plus(retry.delay())));
  }

  @Override
  public boolean finish(
      ProvisioningAttempt claimed, String error, Finished record, Duration unpublishedFor) {
    AttemptState state = error.isEmpty() ? AttemptState.DONE : AttemptState.FAILED;
    return write(
        claimed, new Entry(in(claimed, state), now().plus(unpublishedFor), record, 0, false));
  }

  @Override
  public boolean drop(ProvisioningAttempt claimed, String sentence) {
    return write(claimed, Entry.of(in(claimed, AttemptState.OBSOLETE), null));
  }

  private static ProvisioningAttempt in(ProvisioningAttempt a, AttemptState state) {
    return new ProvisioningAttempt(
        a.order(), state, a.claims(), a.failures(), a.waits(), a.firstFailureAt(), a.unsure());
  }

  private boolean write(ProvisioningAttempt claimed, Entry next) {
    Entry entry = entries.get(claimed.id().toString());
    if (entry == null
        || entry.attempt().state() != AttemptState.CLAIMED
        || entry.attempt().claims() != claimed.claims()) {
      return false;
    }
    entries.put(claimed.id().toString(), next);
    return true;
  }

  @Override
  public void succeeded(Collection<ProvisioningAttempt> claimed) {
    claimed.forEach(attempt -> write(attempt, Entry.of(in(attempt, AttemptState.DONE), null)));
  }

  @Override
  public void published(Collection<AttemptId> ids) {
    ids.forEach(
        id ->
            entries.computeIfPresent(
                id.toString(),
                (key, entry) -> entry.ended() ? Entry.of(entry.attempt(), null) : entry));
  }

  @Override
  public boolean countVainAttempt(AttemptId id, Duration pause, int limit) {
    Entry entry = entries.get(id.toString());
    if (entry == null || !entry.ended() || entry.outbox() == null || entry.nextDueAt() == null) {
      return false;
    }
    int vain = entry.vain() + 1;
    boolean stuck = vain >= limit;
    Instant next = now().plus(stuck ? STUCK_PAUSE : pause);
    entries.put(id.toString(), new Entry(entry.attempt(), next, entry.outbox(), vain, stuck));
    return stuck;
  }

  @Override
  public List<DueAttempt> due(Shards share, Set<ConnectorId> except, int limit) {
    return entries.values().stream()
        .filter(entry -> isDue(entry.nextDueAt()))
        .filter(entry -> share.numbers().contains(Shards.of(entry.attempt().id().taskId())))
        .filter(
            entry ->
                entry.outbox() != null || !except.contains(entry.attempt().order().connectorId()))
        .sorted(Comparator.comparing(entry -> Objects.requireNonNull(entry.nextDueAt())))
        .limit(limit)
        .map(
            entry ->
                new DueAttempt(
                    entry.attempt().id(), entry.attempt().order().connectorId(), entry.outbox()))
        .toList();
  }

  @Override
  public Optional<Instant> oldestDue() {
    return entries.values().stream()
        .map(Entry::nextDueAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder());
  }

  @Override
  public long stuck() {
    return entries.values().stream().filter(Entry::stuck).count();
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  /** Every attempt, in the order of ids. */
  public List<ProvisioningAttempt> all() {
    return entries.values().stream().map(Entry::attempt).toList();
  }
}
