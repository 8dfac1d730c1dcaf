package dev.gatehouse.system.crash;

import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** P12: the workers read every topic again from its first record, and nothing changes. */
final class Replay {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(250);

  private final Site site;
  private final Store store;
  private final Witness witness;
  private final Settling settling;

  /**
   * What came of it.
   *
   * @param records how many were read again
   * @param changes what is otherwise than before, or what is still open
   */
  record Outcome(long records, List<String> changes) {}

  Replay(Site site, Store store, Witness witness, Settling settling) {
    this.site = site;
    this.store = store;
    this.witness = witness;
    this.settling = settling;
  }

  Outcome run() {
    List<String> before = state();
    Progress.tell("the workers read everything again");
    site.workers().parallelStream().forEach(Place::hold);
    long records = rewind();
    site.workers().forEach(Place::begin);
    site.awaitReady(site.workers());
    Optional<String> open = settling.await();
    List<String> changes = new ArrayList<>(state());
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(java.util.Set.copyOf(changes));
    changes.removeAll(java.util.Set.copyOf(before));
    gone.forEach(each -> changes.add("before: " + each));
    open.ifPresent(changes::add);
    return new Outcome(records, changes);
  }

  private List<String> state() {
    List<String> state = new ArrayList<>(store.state());
    state.add("directory " + site.target().changes().size());
    witness
        .versions()
        .forEach((task, versions) -> state.add("events " + task + " " + versions.size()));
    state.add("dead letters " + witness.dead());
    return state;
  }

  private long rewind() {
    long records = 0;
    for (String group : Settling.GROUPS) {
      try {
        Map<TopicPartition, OffsetAndMetadata> begin = new HashMap<>();
        Settling.partitionsOf(group).forEach(p -> begin.put(p, new OffsetAndMetadata(0)));
        records +=
            Settling.ends(site.admin(), Settling.partitionsOf(group)).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        // They are static members, which are waited for unless they are sent away.
        site.admin()
            .removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
            .all()
            .get();
        insist(group, begin);
      } catch (ExecutionException e) {
        throw new ServerException("Expected to set " + group + " to the begin, but " + e, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ServerException("Expected to set a group to its begin, but was stopped.", e);
      }
    }
    return records;
  }

  private void insist(String group, Map<TopicPartition, OffsetAndMetadata> begin)
      throws ExecutionException, InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        site.admin().alterConsumerGroupOffsets(group, begin).all().get();
        return;
      } catch (ExecutionException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }
}
