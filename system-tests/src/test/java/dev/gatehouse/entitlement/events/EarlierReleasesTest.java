package dev.gatehouse.entitlement.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.events.OutboxEntry.GrantShown;
import dev.gatehouse.entitlement.store.Cause;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.model.Json;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.schema.EarlierReaders;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The records that entitlement-service sends today are read by every earlier release. */
class EarlierReleasesTest {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final UserId ANN = new UserId("ann");
  private static final GrantShown LASTING =
      new GrantShown("g1", 3, "GRANTED", 2, "wiki", "editors", "wiki-ann", null, null, null);
  private static final GrantShown ENDING =
      new GrantShown("g2", 4, "REVOKING", 3, "wiki", "editors", "wiki-ann", "ann", AT, "t1");

  private final OutboxRecords records =
      new OutboxRecords(
          BatchBench.AVRO,
          InstallationKeys.parse("k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="));

  @Test
  void everyRecordThatIsSentIsReadByEveryRelease() {
    List<ProducerRecord<String, byte[]>> sent =
        List.of(
            record(OutboxEntry.grant(LASTING, Trace.NONE, AT)),
            record(OutboxEntry.grant(ENDING, Trace.NONE, AT)),
            record(OutboxEntry.revoke(new TaskId("t2"), "", LASTING, null, null, Trace.NONE, AT)),
            record(OutboxEntry.revoke(new TaskId("t3"), "Over.", ENDING, ANN, AT, Trace.NONE, AT)),
            record(OutboxEntry.catalog(user(), new Cause(null, Trace.NONE), AT)),
            record(OutboxEntry.catalog(entitlement(), new Cause(ANN, Trace.NONE), AT)));

    assertThat(sent.stream().map(ProducerRecord::topic).distinct())
        .containsExactly(Topics.GRANT_EVENTS, Topics.TASK_COMMANDS, Topics.CATALOG_EVENTS);
    for (ProducerRecord<String, byte[]> record : sent) {
      assertThat(EarlierReaders.differences(record.value())).isEmpty();
    }
  }

  private ProducerRecord<String, byte[]> record(Document entry) {
    return records.of(entry);
  }

  private static Entity user() {
    return new Entity(EntityKind.USER, "ann", 1, Json.object().put("displayName", "Ann"));
  }

  private static Entity entitlement() {
    return new Entity(
        EntityKind.ENTITLEMENT,
        "editors",
        2,
        Json.object().put("appId", "wiki").put("displayName", "Editors"));
  }
}
