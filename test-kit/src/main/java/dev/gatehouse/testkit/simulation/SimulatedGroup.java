package dev.gatehouse.testkit.simulation;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.codec.RawRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Consumers of one topic that share its partitions. A batch that returns is committed, unless its
 * partitions have gone to somebody else meanwhile; one that fails comes again.
 */
public final class SimulatedGroup {
  private static final int MOST_BETWEEN_POLLS = 400;
  private static final int LARGEST_POLL = 8;

  private final SimulatedLog log;
  private final Stage stage;
  private final String topic;
  private final boolean commitsFirst;
  private final long[] committed;
  private final String[] owners;

  /** {@code commitsFirst} makes a group that commits before it works: a fault to be found. */
  public SimulatedGroup(SimulatedLog log, Stage stage, String topic, boolean commitsFirst) {
    this.log = log;
    this.stage = stage;
    this.topic = topic;
    this.commitsFirst = commitsFirst;
    this.committed = new long[log.partitions()];
    this.owners = new String[log.partitions()];
  }

  /** From now on this member reads that partition, from what is committed. */
  public void assign(int partition, String member) {
    owners[partition] = member;
  }

  /** What a member has to sweep: it follows from its partitions. */
  public Shards share(String member) {
    List<Integer> mine = new ArrayList<>();
    for (int p = 0; p < owners.length; p++) {
      if (member.equals(owners[p])) {
        mine.add(p);
      }
    }
    return mine.isEmpty() ? Shards.NONE : Shards.of(mine, owners.length);
  }

  /** As if so many commits of a partition had been lost. */
  public void rewind(int partition, int records) {
    committed[partition] = Math.max(0, committed[partition] - records);
  }

  /** Everything is read again. */
  public void rewindAll() {
    for (int p = 0; p < committed.length; p++) {
      committed[p] = 0;
    }
  }

  /** Whether every partition is read to its end and has somebody who reads it. */
  public boolean atEnd() {
    for (int p = 0; p < committed.length; p++) {
      if (committed[p] < log.end(topic, p)) {
        return false;
      }
    }
    return true;
  }

  /** Polls for ever in the name of a member. */
  public void consume(String member, Consumer<List<RawRecord>> batch) {
    while (true) {
      stage.pause(Duration.ofMillis(20 + stage.random().nextInt(MOST_BETWEEN_POLLS)));
      List<RawRecord> polled = poll(member);
      if (polled.isEmpty()) {
        continue;
      }
      stage.note(member + " polls " + polled.stream().map(SimulatedGroup::place).toList());
      if (commitsFirst) {
        commit(member, polled);
      }
      try {
        batch.accept(polled);
      } catch (DependencyDownException e) {
        stage.note(member + " gives the batch back: " + e.getMessage());
        continue;
      }
      stage.pause("commits");
      commit(member, polled);
    }
  }

  private static String place(RawRecord record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  private List<RawRecord> poll(String member) {
    List<RawRecord> polled = new ArrayList<>();
    int first = stage.random().nextInt(owners.length);
    for (int i = 0; i < owners.length; i++) {
      int p = (first + i) % owners.length;
      if (member.equals(owners[p]) && (i == 0 || stage.random().nextBoolean())) {
        int most = 1 + stage.random().nextInt(LARGEST_POLL);
        polled.addAll(log.read(topic, p, committed[p], most));
      }
    }
    return polled;
  }

  private void commit(String member, List<RawRecord> polled) {
    for (RawRecord record : polled) {
      if (member.equals(owners[record.partition()])) {
        committed[record.partition()] =
            Math.max(committed[record.partition()], record.offset() + 1);
      }
    }
  }
}
