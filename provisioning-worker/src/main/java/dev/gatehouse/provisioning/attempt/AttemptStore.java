package dev.gatehouse.provisioning.attempt;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.Shards;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps attempts. One attempt is the unit of atomicity; times are the database's. A write of a
 * claim that is not the current one any more changes nothing and answers false. Every method may
 * throw {@link dev.gatehouse.runtime.DependencyDownException}, after which a write may or may not
 * have happened.
 */
public interface AttemptStore {
  /** Nobody has to let a stuck end go: once the broker is mended, it is published by itself. */
  Duration STUCK_PAUSE = Duration.ofMinutes(10);

  /** Stores new attempts, due at once; what is known already stays as it is. */
  void insert(Collection<ProvisioningOrder> orders);

  /**
   * Stores new attempts as taken up, for as long as the lease; answers them. What is known already
   * stays as it is, and is not in the answer.
   */
  List<ProvisioningAttempt> insertClaimed(
      Collection<ProvisioningOrder> orders, String worker, Duration lease);

  /** The attempt with this id. */
  Optional<ProvisioningAttempt> find(AttemptId id);

  /**
   * Takes an attempt up that is due, for as long as the lease; the attempt with its new claim, or
   * nothing if it is not due, or somebody else was faster.
   */
  Optional<ProvisioningAttempt> claim(AttemptId id, String worker, Duration lease);

  /** Gives an attempt back for later. */
  boolean postpone(ProvisioningAttempt claimed, Next.Retry retry);

  /**
   * Ends an attempt and stores the record that tells the task, in one write. If it is still there
   * after {@code unpublishedFor}, it is due for being published.
   */
  boolean finish(
      ProvisioningAttempt claimed, String error, Finished record, Duration unpublishedFor);

  /** Ends an attempt that nobody waits for. */
  boolean drop(ProvisioningAttempt claimed, String sentence);

  /**
   * These attempts succeeded, and their tasks were told. Those whose claims are not the current
   * ones stay as they are. Repeatable.
   */
  void succeeded(Collection<ProvisioningAttempt> claimed);

  /** The records of these ends were published. Repeatable. */
  void published(Collection<AttemptId> ids);

  /**
   * Counts a vain attempt to publish; it is due again after the pause. After {@code limit} of them
   * it counts as stuck, until it is published, and is due a long while later. Answers whether it is
   * stuck.
   */
  boolean countVainAttempt(AttemptId id, Duration pause, int limit);

  /** Attempts of a share that are due, oldest first, but for those of some connectors. */
  List<DueAttempt> due(Shards share, Set<ConnectorId> except, int limit);

  /** When the oldest attempt became due that is still waiting. */
  Optional<Instant> oldestDue();

  /** How many ends are stuck. */
  long stuck();

  /** The time of the database. */
  Instant now();
}
