package dev.gatehouse.testkit.simulation;

import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.SendFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Topics with partitions. A send may fail, be done without an answer, or be done much later. */
public final class SimulatedLog {
  private static final int LATEST_MILLIS = 8_000;

  private final Stage stage;
  private final Faults faults;
  private final int partitions;
  private final Map<String, List<List<RawRecord>>> topics = new TreeMap<>();
  private final List<Consumer<RawRecord>> watchers = new ArrayList<>();
  private int underway;

  public SimulatedLog(Stage stage, Faults faults, int partitions) {
    this.stage = stage;
    this.faults = faults;
    this.partitions = partitions;
  }

  /** The way of one sender to the topics. */
  public RecordSender sender() {
    return this::send;
  }

  /** Shows every record that is put on a topic. */
  public void watch(Consumer<RawRecord> watcher) {
    watchers.add(watcher);
  }

  private CompletableFuture<Void> send(OutboundRecord record) {
    stage.pause("sends to " + record.topic() + " for " + text(record.key()));
    if (faults.strike(0.5)) {
      return failed(record);
    }
    if (faults.strike(0.5)) {
      stage.note("... which comes later, after it was given up");
      underway++;
      stage.at(
          Duration.ofMillis(stage.random().nextInt(LATEST_MILLIS)),
          () -> {
            underway--;
            stage.note("comes late: " + record.topic() + " for " + text(record.key()));
            append(record);
          });
      return failed(record);
    }
    append(record);
    return faults.strike(0.5) ? failed(record) : CompletableFuture.completedFuture(null);
  }

  private static CompletableFuture<Void> failed(OutboundRecord record) {
    return CompletableFuture.failedFuture(
        new SendFailedException(
            "Expected an answer about a record for " + record.topic() + ", but it is lost.",
            false,
            new IllegalStateException("lost")));
  }

  /** Puts a record on its topic, without anything going wrong. */
  @SuppressWarnings("NullAway") // it does not see in a class file that a record may hold null
  public RawRecord append(OutboundRecord record) {
    List<List<RawRecord>> topic = topic(record.topic());
    int partition = Math.floorMod(Arrays.hashCode(record.key()), partitions);
    RawRecord added =
        new RawRecord(
            record.topic(),
            record.topic() + "-1",
            partition,
            topic.get(partition).size(),
            stage.clock().instant(),
            record.key(),
            record.value(),
            record.headers());
    topic.get(partition).add(added);
    watchers.forEach(watcher -> watcher.accept(added));
    return added;
  }

  /** Whether there are records that somebody has given up and that are still to come. */
  public boolean expectsMore() {
    return underway > 0;
  }

  public int partitions() {
    return partitions;
  }

  /** The records of a partition, from an offset on. */
  public List<RawRecord> read(String topic, int partition, long from, int limit) {
    List<RawRecord> all = topic(topic).get(partition);
    int begin = (int) Math.min(from, all.size());
    return List.copyOf(all.subList(begin, Math.min(all.size(), begin + limit)));
  }

  /** The offset that the next record of a partition gets. */
  public long end(String topic, int partition) {
    return topic(topic).get(partition).size();
  }

  /** Every record of a topic, partition by partition. */
  public List<RawRecord> all(String topic) {
    return topic(topic).stream().flatMap(List::stream).toList();
  }

  private List<List<RawRecord>> topic(String name) {
    return topics.computeIfAbsent(
        name,
        n -> {
          List<List<RawRecord>> made = new ArrayList<>();
          for (int i = 0; i < partitions; i++) {
            made.add(new ArrayList<>());
          }
          return made;
        });
  }

  private static String text(byte @Nullable [] key) {
    return key == null ? "nobody" : new String(key, StandardCharsets.UTF_8);
  }
}
