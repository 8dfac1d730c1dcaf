package dev.gatehouse.testkit.batch;

import dev.gatehouse.core.id.Shards;
import dev.gatehouse.expression.CelExpressions;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.batch.CommandBatch;
import dev.gatehouse.runtime.batch.TaskUpdates;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.facts.CatalogFacts;
import dev.gatehouse.runtime.facts.TaskFacts;
import dev.gatehouse.runtime.facts.WorldFacts;
import dev.gatehouse.runtime.outbox.Audits;
import dev.gatehouse.runtime.outbox.Entries;
import dev.gatehouse.runtime.outbox.EventCodec;
import dev.gatehouse.runtime.outbox.OutboxPublisher;
import dev.gatehouse.runtime.outbox.OutboxSweeper;
import dev.gatehouse.runtime.outbox.PublishedEntries;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.Tails;
import dev.gatehouse.runtime.store.AuditStore;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.timer.TimerSweeper;
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
import java.util.function.Supplier;

/** A command batch put together over whatever store, log and catalogue a test wants. */
public final class BatchBench {
  /** Keys of an installation that exists in tests only. */
  public static final String INSTALLATION_KEYS =
      "k1:"
          + Base64.getEncoder()
              .encodeToString(
                  "only-for-tests-only-for-tests-00".getBytes(StandardCharsets.US_ASCII));

  /** Reads and writes all that was released; it learns each schema once, so it is shared. */
  public static final AvroCodec AVRO = new AvroCodec(new ReleasedSchemas());

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final CommandCodec codec;
  private final CommandBatch batch;
  private final PublishedEntries published;
  private final OutboxSweeper sweeper;
  private final TimerSweeper timerSweeper;

  /** As policy-worker has it, but it gives up at once where something is down. */
  public BatchBench(
      TaskStore store, AuditStore audits, RecordSender sender, CatalogFacts catalog, Clock clock) {
    this(
        store,
        audits,
        sender,
        catalog,
        clock,
        PublishedEntries.clearedAtOnce(store, audits(audits)));
  }

  /** Audits of the events that a bench publishes. */
  public static Audits audits(AuditStore store) {
    return new Audits(store, new EventCodec(AVRO));
  }

  /** One that leaves published entries to whoever clears them. */
  public BatchBench(
      TaskStore store,
      AuditStore audits,
      RecordSender sender,
      CatalogFacts catalog,
      Clock clock,
      PublishedEntries published) {
    this(
        "policy-worker",
        store,
        audits,
        sender,
        catalog,
        clock,
        published,
        Patience.NONE,
        () -> Shards.ALL);
  }

  /** As a worker of this name has it, which sweeps this share. */
  public BatchBench(
      String service,
      TaskStore store,
      AuditStore audits,
      RecordSender sender,
      CatalogFacts catalog,
      Clock clock,
      PublishedEntries published,
      Patience patience,
      Supplier<Shards> share) {
    this.codec = new CommandCodec(AVRO, InstallationKeys.parse(INSTALLATION_KEYS), ClientKeys.NONE);
    EventCodec events = new EventCodec(AVRO);
    this.published = published;
    OutboxPublisher publisher = new OutboxPublisher(sender);
    Tails tails = new Tails(store, events, publisher, published, patience);
    this.batch =
        new CommandBatch(
            codec,
            store,
            new WorldFacts(catalog, new TaskFacts(store)),
            new CelExpressions(),
            new Entries(codec, events, service, store.incarnation()),
            tails,
            sender,
            meters,
            clock,
            patience);
    this.sweeper = new OutboxSweeper(store, audits(audits), publisher, share, meters);
    this.timerSweeper = new TimerSweeper(store, codec, sender, service, share);
  }

  public CommandBatch batch() {
    return batch;
  }

  /** What is published and not cleared yet. */
  public PublishedEntries published() {
    return published;
  }

  public OutboxSweeper sweeper() {
    return sweeper;
  }

  public TimerSweeper timerSweeper() {
    return timerSweeper;
  }

  /** Applies commands at once. */
  public TaskUpdates updates() {
    return new TaskUpdates(batch);
  }

  public CommandCodec codec() {
    return codec;
  }

  public AvroCodec avro() {
    return AVRO;
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
