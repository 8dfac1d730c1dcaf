package dev.gatehouse.entitlement.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.schemas.CatalogEvent;
import dev.gatehouse.schemas.CommandActor;
import dev.gatehouse.schemas.CreateRevokeCommand;
import dev.gatehouse.schemas.GrantEvent;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.TaskCommand;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import java.time.Instant;
import java.util.Date;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Turns entries of an outbox into records of their topics. */
final class OutboxRecords {
  private static final String SERVICE = "entitlement-service";

  private final AvroCodec codec;
  private final InstallationKeys keys;

  OutboxRecords(AvroCodec codec, InstallationKeys keys) {
    this.codec = codec;
    this.keys = keys;
  }

  ProducerRecord<String, byte[]> of(Document entry) {
    ProducerRecord<String, byte[]> record =
        switch (OutboxEntry.Type.valueOf(entry.getString(OutboxEntry.TYPE))) {
          case CATALOG_EVENT -> catalogEvent(entry);
          case GRANT_EVENT -> grantEvent(entry);
          case REVOKE_COMMAND -> revokeCommand(entry);
        };
    OutboxEntry.trace(entry)
        .headers()
        .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
    return record;
  }

  private ProducerRecord<String, byte[]> catalogEvent(Document entry) {
    CatalogEvent event =
        CatalogEvent.newBuilder()
            .setEventId(entry.getString(OutboxEntry.ID))
            .setKind(entry.getString("kind"))
            .setEntityId(entry.getString("entityId"))
            .setVersion(entry.getLong("version"))
            .setOccurredAt(at(entry))
            .setDeleted(entry.getBoolean("deleted"))
            .setAppId(entry.getString("appId"))
            .setActorUserId(entry.getString("actorUserId"))
            .setEntity(entry.getString("entity"))
            .build();
    return new ProducerRecord<>(
        Topics.CATALOG_EVENTS, event.getEntityId(), codec.encode(Topics.CATALOG_EVENTS, event));
  }

  private ProducerRecord<String, byte[]> grantEvent(Document entry) {
    GrantEvent.Builder event =
        GrantEvent.newBuilder()
            .setEventId(entry.getString(OutboxEntry.ID))
            .setGrantId(entry.getString("grantId"))
            .setVersion(entry.getLong("version"))
            .setOccurredAt(at(entry))
            .setState(entry.getString("state"))
            .setEpoch(entry.getLong("epoch"))
            .setAppId(entry.getString("appId"))
            .setAppEntitlementId(entry.getString("appEntitlementId"))
            .setAppUserId(entry.getString("appUserId"))
            .setIdentityUserId(entry.getString("identityUserId"))
            .setTaskId(entry.getString("taskId"));
    Instant deprovisionAt = instant(entry.getDate("deprovisionAt"));
    if (deprovisionAt != null) {
      event.setDeprovisionAt(deprovisionAt);
    }
    return new ProducerRecord<>(
        Topics.GRANT_EVENTS, event.getGrantId(), codec.encode(Topics.GRANT_EVENTS, event.build()));
  }

  private ProducerRecord<String, byte[]> revokeCommand(Document entry) {
    String taskId = entry.getString("taskId");
    String commandId = DerivedId.of("create", taskId);
    Instant expiredAt = instant(entry.getDate("expiredAt"));
    CreateRevokeCommand.Builder revoke =
        CreateRevokeCommand.newBuilder()
            .setAppId(entry.getString("appId"))
            .setAppEntitlementId(entry.getString("appEntitlementId"))
            .setAppUserId(entry.getString("appUserId"))
            .setIdentityUserId(entry.getString("identityUserId"))
            .setDescription(entry.getString("description"))
            .setOrigin((expiredAt == null ? Origin.AUTOMATION : Origin.TIME_REVOKE).name());
    if (expiredAt != null) {
      revoke.setExpiredAt(expiredAt);
    }
    TaskCommand command =
        TaskCommand.newBuilder()
            .setCommandId(commandId)
            .setTaskId(taskId)
            .setIssuedAt(at(entry))
            .setActor(CommandActor.newBuilder().setService(SERVICE).build())
            .setCreateRevoke(revoke.build())
            .build();
    byte[] value = codec.encode(Topics.TASK_COMMANDS, command);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topics.TASK_COMMANDS, taskId, value);
    record
        .headers()
        .add(RecordHeaders.SIGNATURE, keys.sign(commandId, taskId, value).getBytes(UTF_8));
    return record;
  }

  private static Instant at(Document entry) {
    return entry.getDate(OutboxEntry.AT).toInstant();
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
