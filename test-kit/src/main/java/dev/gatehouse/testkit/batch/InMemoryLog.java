package dev.gatehouse.testkit.batch;

import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Topics in memory: everything that was sent, in its order. Sending can be made to fail. */
public final class InMemoryLog implements RecordSender {
  private final List<OutboundRecord> records = new ArrayList<>();
  private Predicate<OutboundRecord> failing = record -> false;
  private boolean permanently;

  @Override
  public synchronized CompletableFuture<Void> send(OutboundRecord record) {
    if (failing.test(record)) {
      return CompletableFuture.failedFuture(
          new SendFailedException(
              "Expected to send a record, but it was told to fail.",
              permanently,
              new IllegalStateException("told to")));
    }
    records.add(record);
    return CompletableFuture.completedFuture(null);
  }

  /** From now on such records are not taken, for the moment. */
  public synchronized void refuse(Predicate<OutboundRecord> which) {
    failing = which;
    permanently = false;
  }

  /** From now on such records are never taken, however often they are sent. */
  public synchronized void refuseForEver(Predicate<OutboundRecord> which) {
    failing = which;
    permanently = true;
  }

  /** From now on every record is taken. */
  public synchronized void takeAll() {
    failing = record -> false;
  }

  /** What was sent to a topic. */
  public synchronized List<OutboundRecord> on(String topic) {
    return records.stream().filter(r -> r.topic().equals(topic)).toList();
  }
}
