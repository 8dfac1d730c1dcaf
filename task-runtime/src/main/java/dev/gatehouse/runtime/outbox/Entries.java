package dev.gatehouse.runtime.outbox;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.task.TaskJson;
import dev.gatehouse.runtime.codec.ActorCodec;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.schemas.ProvisioningCommand;
import dev.gatehouse.schemas.TaskChange;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what a decision brought into outbox entries: one event for the new version, and the
 * commands that follow from it, all as the very bytes that will be published.
 */
public final class Entries {
  private final CommandCodec commands;
  private final EventCodec events;
  private final String service;
  private final long incarnation;

  /**
   * Entries of one service.
   *
   * @param service in whose name commands are sent
   * @param incarnation part of every event id, see {@code TaskStore.incarnation()}
   */
  public Entries(CommandCodec commands, EventCodec events, String service, long incarnation) {
    this.commands = commands;
    this.events = events;
    this.service = service;
    this.incarnation = incarnation;
  }

  /** The event of one version. */
  public OutboxEntry event(Task after, List<Change> changes, CommandEnvelope cause, Instant now) {
    String id = after.id().value() + ":" + incarnation + ":" + after.version();
    TaskEvent event = event(id, after, changes, cause, now);
    return new OutboxEntry(
        id,
        true,
        Topics.TASK_EVENTS,
        after.id().value(),
        events.encode(event),
        cause.trace().headers(),
        now);
  }

  /** What follows from a decision on a task; it belongs to the trace of the command. */
  public OutboxEntry followUp(Task task, FollowUp followUp, Trace trace, Instant now) {
    return switch (followUp) {
      case FollowUp.Send f -> {
        CommandEnvelope envelope =
            CommandEnvelope.ofService(service, f.id(), f.to(), now, f.command());
        yield entry(f.id().value(), commands.encode(envelope.with(trace)), now);
      }
      case FollowUp.Provision f -> {
        ProvisioningCommand order = order(task, f, now);
        yield entry(order.getCommandId(), commands.encode(order).with(trace), now);
      }
    };
  }

  private static OutboxEntry entry(String id, SignedRecord record, Instant now) {
    return new OutboxEntry(
        id, false, record.topic(), record.key(), record.value(), record.headers(), now);
  }

  private static ProvisioningCommand order(Task task, FollowUp.Provision f, Instant now) {
    CommandId id =
        new CommandId(
            DerivedId.of("provision", task.id().value(), f.stepId().value(), "" + f.attempt()));
    ProvisioningCommand.Builder order =
        ProvisioningCommand.newBuilder()
            .setCommandId(id.value())
            .setTaskId(task.id().value())
            .setPolicyStepId(f.stepId().value())
            .setAttempt(f.attempt())
            .setGive(f.give())
            .setConnectorId(f.connectorId().value())
            .setAppId(f.entitlement().appId().value())
            .setAppEntitlementId(f.entitlement().id().value())
            .setIssuedAt(now);
    ifSet(f.appUserId(), order::setAppUserId);
    ifSet(f.identity(), order::setIdentityUserId);
    if (f.duration() != null) {
      order.setGrantDurationMillis(f.duration().toMillis());
    }
    switch (f.ending()) {
      case null -> {}
      case Ending.OfRequest e -> order.setUndoneTaskId(e.request().value());
      case Ending.ExpiredBy e -> order.setExpiredAt(e.at());
    }
    return order.build();
  }

  private TaskEvent event(
      String id, Task after, List<Change> changes, CommandEnvelope cause, Instant now) {
    ObjectNode view = TaskJson.write(after, List.of());
    TaskEvent.Builder event =
        TaskEvent.newBuilder()
            .setEventId(id)
            .setTaskId(after.id().value())
            .setNumericId(after.numericId())
            .setVersion(after.version())
            .setIncarnation((int) incarnation)
            .setOccurredAt(now)
            .setActor(ActorCodec.write(cause.actor()))
            .setCommandId(cause.id().value())
            .setTaskType(TaskJson.typeName(after))
            .setState(view.path("state").asString())
            .setProcessing(view.path("processing").asString())
            .setOutcome(TaskJson.outcomeName(after))
            .setStepApproverIds(values(after.assignees()))
            .setParticipantIds(values(after.participants()))
            .setChanges(changes.stream().map(Entries::change).toList())
            .setTask(view.toString());
    ifSet(after.createdBy(), event::setCreatedByUserId);
    switch (after.subject()) {
      case Subject.Access s -> {
        event.setAppId(s.entitlement().appId().value());
        event.setAppEntitlementId(s.entitlement().id().value());
        ifSet(s.appUserId(), event::setAppUserId);
        ifSet(s.identity(), event::setIdentityUserId);
      }
      case Subject.Offboarding s -> event.setIdentityUserId(s.person().value());
    }
    StepInstance step = after.currentStep();
    if (step != null) {
      event.setCurrentStepId(step.id().value()).setCurrentStepKind(kind(step));
    }
    return event.build();
  }

  private static String kind(StepInstance step) {
    return switch (step) {
      case StepInstance.Approval s -> "approval";
      case StepInstance.Provision s -> "provision";
      case StepInstance.Accept s -> "accept";
      case StepInstance.Reject s -> "reject";
      case StepInstance.Wait s -> "wait";
      case StepInstance.Form s -> "form";
    };
  }

  private static TaskChange change(Change change) {
    TaskChange.Builder avro =
        TaskChange.newBuilder()
            .setKind(change.getClass().getSimpleName())
            .setDetail(CoreJson.mapper().writeValueAsString(change));
    ifSet(ChangedStep.of(change), avro::setStepId);
    return avro.build();
  }

  private static List<String> values(List<? extends Id> ids) {
    return ids.stream().map(Id::value).toList();
  }

  private static void ifSet(@Nullable Id id, Consumer<String> set) {
    if (id != null) {
      set.accept(id.value());
    }
  }
}
