package dev.gatehouse.testkit.batch;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.batch.CommandBatch;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.facts.CatalogFacts;
import dev.gatehouse.runtime.facts.TaskFacts;
import dev.gatehouse.runtime.facts.WorldFacts;
import dev.gatehouse.runtime.outbox.Entries;
import dev.gatehouse.runtime.outbox.EventCodec;
import dev.gatehouse.runtime.outbox.OutboxPublisher;
import dev.gatehouse.runtime.outbox.OutboxSweeper;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.Tails;
import dev.gatehouse.runtime.store.AuditStore;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command batch put together over whatever store, log and catalogue a test wants. */
public final class BatchBench {
  /** Keys of an installation that exists in tests only. */
  public static final String INSTALLATION_KEYS =
      "k1:"
          + Base64.getEncoder()
              .encodeToString(
                  "only-for-tests-only-for-tests-00".getBytes(StandardCharsets.US_ASCII));

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final AvroCodec avro;
  private final CommandCodec codec;
  private final CommandBatch batch;
  private final OutboxSweeper sweeper;

  public BatchBench(
      TaskStore store, AuditStore audits, RecordSender sender, CatalogFacts catalog, Clock clock) {
    this.avro = new AvroCodec(new ReleasedSchemas());
    this.codec = new CommandCodec(avro, InstallationKeys.parse(INSTALLATION_KEYS), ClientKeys.NONE);
    EventCodec events = new EventCodec(avro);
    OutboxPublisher publisher = new OutboxPublisher(sender);
    Tails tails = new Tails(store, audits, events, publisher, Patience.NONE);
    this.batch =
        new CommandBatch(
            codec,
            store,
            new WorldFacts(catalog, new TaskFacts(store)),
            new Entries(codec, events, "policy-worker", store.incarnation()),
            tails,
            sender,
            meters,
            clock,
            Patience.NONE);
    this.sweeper = new OutboxSweeper(store, tails, publisher, () -> Shards.ALL, meters);
  }

  public CommandBatch batch() {
    return batch;
  }

  public OutboxSweeper sweeper() {
    return sweeper;
  }

  public CommandCodec codec() {
    return codec;
  }

  public AvroCodec avro() {
    return avro;
  }

  public MeterRegistry meters() {
    return meters;
  }

  /** The commands as records that stand one after the other in a partition. */
  public List<RawRecord> records(
      String topicId, long firstOffset, Clock clock, CommandEnvelope... commands) {
    List<RawRecord> records = new ArrayList<>();
    for (CommandEnvelope command : commands) {
      records.add(record(topicId, firstOffset + records.size(), clock, codec.encode(command)));
    }
    return records;
  }

  /** A record as it would be polled. */
  public static RawRecord record(String topicId, long offset, Clock clock, SignedRecord signed) {
    Map<String, byte[]> headers = new HashMap<>();
    signed.headers().forEach((name, text) -> headers.put(name, bytes(text)));
    return new RawRecord(
        signed.topic(),
        topicId,
        0,
        offset,
        clock.instant(),
        bytes(signed.key()),
        signed.value(),
        headers);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
