package dev.gatehouse.system.crash;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** P9: once nothing goes wrong any more, everything moves on by itself to its end. */
final class Settling {
  static final List<String> GROUPS = List.of("policy-worker", "provisioning-worker");

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(250);

  private final Duration limit;
  private final Site site;
  private final Store store;
  private final Ledger ledger;
  private final Witness witness;

  Settling(Plan plan, Site site, Store store, Ledger ledger, Witness witness) {
    this.limit = LIMIT.multipliedBy(plan.slack());
    this.site = site;
    this.store = store;
    this.ledger = ledger;
    this.witness = witness;
  }

  /** Waits for that; answers what is still open when the time is over, or nothing. */
  Optional<String> await() {
    long begin = System.nanoTime();
    Optional<String> open = whatIsOpen();
    while (open.isPresent() && System.nanoTime() - begin < limit.toNanos()) {
      LockSupport.parkNanos(POLL.toNanos());
      open = whatIsOpen();
    }
    Progress.tell(
        open.map(what -> "not at rest: " + what)
            .orElse(
                "at rest after "
                    + Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0
                    + " s"));
    return open;
  }

  private Optional<String> whatIsOpen() {
    try {
      if (ledger.open() > 0) {
        return Optional.of(ledger.open() + " clients have no answer");
      }
      Optional<String> lag = lag();
      if (lag.isPresent()) {
        return lag;
      }
      Optional<String> open = store.whatIsOpen();
      if (open.isPresent()) {
        return open;
      }
      List<String> restless = store.restless();
      if (!restless.isEmpty()) {
        return Optional.of(
            "%d tasks wait for nobody, such as %s".formatted(restless.size(), restless.getFirst()));
      }
      return unread(site.admin(), witness);
    } catch (ExecutionException e) {
      return Optional.of("the broker does not answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  /** Records that a group has not worked on. */
  private Optional<String> lag() throws ExecutionException, InterruptedException {
    for (String group : GROUPS) {
      Map<TopicPartition, OffsetAndMetadata> committed = committed(site.admin(), group);
      Map<TopicPartition, Long> ends = ends(site.admin(), partitionsOf(group));
      long lag = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        OffsetAndMetadata at = committed.get(end.getKey());
        lag += end.getValue() - (at == null ? 0 : at.offset());
      }
      if (lag > 0) {
        return Optional.of(group + " has " + lag + " records to read");
      }
    }
    return Optional.empty();
  }

  /** Events that the witness has not read. */
  static Optional<String> unread(Admin admin, Witness witness)
      throws ExecutionException, InterruptedException {
    Optional<Map<TopicPartition, Long>> positions = witness.positions();
    if (positions.isEmpty()) {
      return Optional.of("no event has been read");
    }
    Map<TopicPartition, Long> ends = ends(admin, List.copyOf(positions.get().keySet()));
    return ends.equals(positions.get())
        ? Optional.empty()
        : Optional.of("events have not been read");
  }

  static List<TopicPartition> partitionsOf(String group) {
    String topic = group.equals("policy-worker") ? "task-commands" : "provisioning-commands";
    return java.util.stream.IntStream.range(0, Site.PARTITIONS)
        .mapToObj(i -> new TopicPartition(topic, i))
        .toList();
  }

  static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group)
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, at) -> {
              if (at != null) {
                committed.put(partition, at);
              }
            });
    return committed;
  }

  static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    return admin
        .listOffsets(
            partitions.stream().collect(Collectors.toMap(p -> p, _ -> OffsetSpec.latest())))
        .all()
        .get()
        .entrySet()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
  }
}
