package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.DueAttempt;
import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.runtime.Crash;
import dev.gatehouse.runtime.DependencyDownException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds attempts that are due: retries, those whose worker died, those that found no room, and ends
 * that were not published. Connectors that have enough to do are left out, so that the others are
 * found however many are waiting for those.
 */
public final class AttemptSweeper {
  private static final Logger log = LoggerFactory.getLogger(AttemptSweeper.class);
  private static final int PAGE = 500;
  private static final int MOST_VAIN_ATTEMPTS = 10;

  private final AttemptStore store;
  private final Handover lanes;
  private final FinishedRecords records;
  private final Duration unpublishedFor;
  private final Supplier<Shards> share;
  private final Executor publisher;
  private final AtomicBoolean publishing = new AtomicBoolean();

  /**
   * A sweeper of what belongs to a share, which may become another at any time.
   *
   * @param publisher where ends are published: not on the thread of the sweep, since a broker that
   *     is down must not keep attempts from being found
   */
  public AttemptSweeper(
      AttemptStore store,
      Handover lanes,
      FinishedRecords records,
      Duration unpublishedFor,
      Supplier<Shards> share,
      Executor publisher) {
    this.store = store;
    this.lanes = lanes;
    this.records = records;
    this.unpublishedFor = unpublishedFor;
    this.share = share;
    this.publisher = publisher;
  }

  /** Hands over what is due now. */
  public void sweep() {
    Shards mine = share.get();
    if (mine.isNone()) {
      return;
    }
    Set<ConnectorId> busy;
    List<DueAttempt> page;
    do {
      busy = lanes.busy();
      page = store.due(mine, busy, PAGE);
      page.stream()
          .filter(due -> due.unpublished() == null)
          .forEach(due -> lanes.offer(due.connectorId(), due.id()));
      publish(page.stream().filter(due -> due.unpublished() != null).toList());
    } while (page.size() == PAGE && !lanes.busy().equals(busy));
  }

  private void publish(List<DueAttempt> ended) {
    if (ended.isEmpty() || !publishing.compareAndSet(false, true)) {
      return;
    }
    publisher.execute(
        () -> {
          try {
            ended.forEach(this::publish);
          } catch (DependencyDownException e) {
            log.warn("{} Ends of attempts wait for being published.", e.getMessage());
          } finally {
            publishing.set(false);
          }
        });
  }

  private void publish(DueAttempt due) {
    Finished record = due.unpublished();
    if (record == null) {
      return;
    }
    Crash.at(Crash.SWEPT);
    try {
      records.publish(record);
      store.published(List.of(due.id()));
    } catch (DependencyDownException e) {
      throw e;
    } catch (RuntimeException e) {
      log.warn("The end of attempt {} cannot be published.", due.id(), e);
      if (store.countVainAttempt(due.id(), unpublishedFor, MOST_VAIN_ATTEMPTS)) {
        log.error(
            "The end of attempt {} is stuck, and its task waits for it; it is tried again later.",
            due.id());
      }
    }
  }
}
