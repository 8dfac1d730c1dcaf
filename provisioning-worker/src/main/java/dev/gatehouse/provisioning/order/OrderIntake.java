package dev.gatehouse.provisioning.order;

import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.provisioning.executor.OrderedAttempts;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.batch.DeadLetters;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.schemas.wire.AvroCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders in: each becomes an attempt, and no target is called before its attempt is stored. A
 * record that cannot be read goes to the dead letters and hurts no other. Once a batch returns, its
 * offsets may be committed; if it throws, the whole batch has to come again.
 */
public final class OrderIntake {
  private static final Logger log = LoggerFactory.getLogger(OrderIntake.class);

  private final OrderReader reader;
  private final OrderedAttempts attempts;
  private final DeadLetters deadLetters;
  private final RecordSender sender;
  private final Patience patience;
  private final Counter poison;

  public OrderIntake(
      AvroCodec avro,
      CommandCodec commands,
      OrderedAttempts attempts,
      DeadLetters deadLetters,
      RecordSender sender,
      Patience patience,
      MeterRegistry meters) {
    this.reader = new OrderReader(avro, commands);
    this.attempts = attempts;
    this.deadLetters = deadLetters;
    this.sender = sender;
    this.patience = patience;
    this.poison =
        Counter.builder("gatehouse.provisioning.dead.letters")
            .description("Orders that could not be read")
            .register(meters);
  }

  /** Takes in the records of one poll. */
  public void handle(List<RawRecord> records) {
    List<ProvisioningOrder> orders = new ArrayList<>();
    List<OutboundRecord> dead = new ArrayList<>();
    for (RawRecord record : records) {
      switch (patience.insist(() -> reader.read(record))) {
        case OrderReader.Read.Order read -> orders.add(read.order());
        case OrderReader.Read.Poison read -> {
          log.warn(
              "Record {}-{}@{} is a dead letter: {}",
              record.topic(),
              record.partition(),
              record.offset(),
              read.reason());
          dead.add(deadLetters.of(record, read.reason()));
        }
      }
    }
    OrderedAttempts.Stored stored = patience.insist(() -> attempts.store(orders));
    patience.insist(() -> bury(dead));
    poison.increment(dead.size());
    stored.handOver();
  }

  private void bury(List<OutboundRecord> dead) {
    try {
      CompletableFuture.allOf(dead.stream().map(sender::send).toArray(CompletableFuture<?>[]::new))
          .join();
    } catch (CompletionException e) {
      throw new DependencyDownException(
          "Expected the broker to take the dead letters, but it did not.", e);
    }
  }
}
