package dev.gatehouse.schemas;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One record of each topic with every kind of field filled in. */
final class SampleRecords {
  private static final Instant AT = Instant.parse("2026-11-22T10:15:30.123Z");
  private static final CommandActor ANN =
      CommandActor.newBuilder().setUserId("user-ann").setRoles(List.of("SUPER_ADMIN")).build();

  private SampleRecords() {}

  static Map<String, SpecificRecord> all() {
    return Map.of(
        Topics.TASK_COMMANDS,
        TaskCommand.newBuilder()
            .setCommandId("command-1")
            .setTaskId("task-1")
            .setIssuedAt(AT)
            .setActor(ANN)
            .setRequestHash("hash")
            .setReplyTo("gateway-1")
            .setCreateGrant(
                CreateGrantCommand.newBuilder()
                    .setAppId("wiki")
                    .setAppEntitlementId("editors")
                    .setIdentityUserId("user-ann")
                    .setDescription("to write")
                    .setGrantDurationMillis(3_600_000L)
                    .build())
            .build(),
        Topics.PROVISIONING_COMMANDS,
        ProvisioningCommand.newBuilder()
            .setCommandId("command-2")
            .setTaskId("task-1")
            .setPolicyStepId("step-1")
            .setAttempt(1)
            .setGive(true)
            .setConnectorId("corp-ldap")
            .setAppId("wiki")
            .setAppEntitlementId("editors")
            .setAppUserId("wiki-ann")
            .setIssuedAt(AT)
            .build(),
        Topics.COMMAND_REPLIES,
        CommandReply.newBuilder()
            .setCommandId("command-1")
            .setTaskId("task-1")
            .setAccepted(false)
            .setTaskVersion(3)
            .setReason("STALE_STEP")
            .setSentence("Expected policyStepId to be the current step.")
            .setDetails(Map.of("taskId", "task-2"))
            .build(),
        Topics.TASK_EVENTS,
        TaskEvent.newBuilder()
            .setEventId("task-1:1:2")
            .setTaskId("task-1")
            .setNumericId(7)
            .setVersion(2)
            .setIncarnation(1)
            .setOccurredAt(AT)
            .setActor(ANN)
            .setCommandId("command-1")
            .setTaskType("grant")
            .setState("TASK_STATE_OPEN")
            .setProcessing("TASK_PROCESSING_TYPE_WAITING")
            .setCurrentStepId("step-1")
            .setCurrentStepKind("approval")
            .setStepApproverIds(List.of("user-bob"))
            .setChanges(
                List.of(
                    TaskChange.newBuilder()
                        .setKind("StepStarted")
                        .setStepId("step-1")
                        .setDetail("{}")
                        .build()))
            .setTask("{\"id\":\"task-1\"}")
            .build(),
        Topics.GRANT_EVENTS,
        GrantEvent.newBuilder()
            .setEventId("grant-1:4")
            .setGrantId("grant-1")
            .setVersion(4)
            .setOccurredAt(AT)
            .setState("GRANTED")
            .setEpoch(2)
            .setAppId("wiki")
            .setAppEntitlementId("editors")
            .setAppUserId("wiki-ann")
            .setDeprovisionAt(AT.plusSeconds(3600))
            .build(),
        Topics.CATALOG_EVENTS,
        CatalogEvent.newBuilder()
            .setEventId("app:wiki:1")
            .setKind("app")
            .setEntityId("wiki")
            .setVersion(1)
            .setOccurredAt(AT)
            .setDeleted(false)
            .setEntity("{\"id\":\"wiki\"}")
            .build());
  }
}
