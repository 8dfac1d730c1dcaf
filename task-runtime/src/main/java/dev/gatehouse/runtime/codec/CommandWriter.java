package dev.gatehouse.runtime.codec;

import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.model.form.AnswersJson;
import dev.gatehouse.schemas.ApproveCommand;
import dev.gatehouse.schemas.CancelProvisionCommand;
import dev.gatehouse.schemas.ChildClosedCommand;
import dev.gatehouse.schemas.CloseCommand;
import dev.gatehouse.schemas.CommentCommand;
import dev.gatehouse.schemas.CompleteProvisionCommand;
import dev.gatehouse.schemas.ContinueOffboardingCommand;
import dev.gatehouse.schemas.CreateGrantCommand;
import dev.gatehouse.schemas.CreateOffboardingCommand;
import dev.gatehouse.schemas.CreateRevokeCommand;
import dev.gatehouse.schemas.DenyCommand;
import dev.gatehouse.schemas.ErrorProvisionCommand;
import dev.gatehouse.schemas.EscalateCommand;
import dev.gatehouse.schemas.ProcessCommand;
import dev.gatehouse.schemas.ProvisioningFinishedCommand;
import dev.gatehouse.schemas.ReassignCommand;
import dev.gatehouse.schemas.ReportAttemptCommand;
import dev.gatehouse.schemas.ResetCommand;
import dev.gatehouse.schemas.RestartCommand;
import dev.gatehouse.schemas.ResumeCommand;
import dev.gatehouse.schemas.RetryProvisioningCommand;
import dev.gatehouse.schemas.SkipStepCommand;
import dev.gatehouse.schemas.TaskCommand;
import dev.gatehouse.schemas.TimerFiredCommand;
import dev.gatehouse.schemas.UpdateGrantDurationCommand;
import dev.gatehouse.schemas.UpdateRequestDataCommand;
import dev.gatehouse.schemas.WatchCommand;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From commands to Avro. */
final class CommandWriter {
  private CommandWriter() {}

  static TaskCommand write(CommandEnvelope envelope) {
    TaskCommand.Builder avro =
        TaskCommand.newBuilder()
            .setCommandId(envelope.id().value())
            .setTaskId(envelope.taskId().value())
            .setIssuedAt(envelope.issuedAt())
            .setActor(ActorCodec.write(envelope.actor()))
            .setRequestHash(envelope.requestHash());
    ifSet(envelope.replyTo(), avro::setReplyTo);
    set(avro, envelope.command());
    return avro.build();
  }

  private static void set(TaskCommand.Builder avro, Command command) {
    switch (command) {
      case Command.CreateGrant c -> avro.setCreateGrant(grant(c));
      case Command.CreateRevoke c -> avro.setCreateRevoke(revoke(c));
      case Command.CreateOffboarding c ->
          avro.setCreateOffboarding(
              CreateOffboardingCommand.newBuilder()
                  .setSubjectUserId(c.person().value())
                  .setDescription(c.description())
                  .setOrigin(c.origin().name())
                  .build());
      case Command.Approve c ->
          avro.setApprove(
              ApproveCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setComment(c.comment())
                  .build());
      case Command.Deny c ->
          avro.setDeny(
              DenyCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setComment(c.comment())
                  .build());
      case Command.Comment c ->
          avro.setComment(CommentCommand.newBuilder().setComment(c.text()).build());
      case Command.Close c ->
          avro.setClose(CloseCommand.newBuilder().setComment(c.comment()).build());
      case Command.CompleteProvision c ->
          avro.setCompleteProvision(
              CompleteProvisionCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setComment(c.comment())
                  .build());
      case Command.ErrorProvision c ->
          avro.setErrorProvision(
              ErrorProvisionCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setComment(c.comment())
                  .build());
      case Command.CancelProvision c ->
          avro.setCancelProvision(
              CancelProvisionCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setComment(c.comment())
                  .build());
      case Command.ReportAttempt c ->
          avro.setReportAttempt(
              ReportAttemptCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setAttempt(c.attempt())
                  .setState(c.state().name())
                  .build());
      case Command.ProvisioningFinished c -> avro.setProvisioningFinished(finished(c));
      case Command.ContinueOffboarding c ->
          avro.setContinueOffboarding(
              ContinueOffboardingCommand.newBuilder().setTurn(c.turn()).build());
      case Command.ChildClosed c ->
          avro.setChildClosed(
              ChildClosedCommand.newBuilder().setChildTaskId(c.child().value()).build());
      case Command.Watch c ->
          avro.setWatch(WatchCommand.newBuilder().setWatcherTaskId(c.watcher().value()).build());
      case Command.Resume c ->
          avro.setResume(ResumeCommand.newBuilder().setComment(c.comment()).build());
      case Command.Reassign c ->
          avro.setReassign(
              ReassignCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setUserIds(c.users().stream().map(UserId::value).toList())
                  .setComment(c.comment())
                  .build());
      case Command.Restart c ->
          avro.setRestart(RestartCommand.newBuilder().setComment(c.comment()).build());
      case Command.Reset c ->
          avro.setReset(ResetCommand.newBuilder().setComment(c.comment()).build());
      case Command.SkipStep c ->
          avro.setSkipStep(
              SkipStepCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setComment(c.comment())
                  .build());
      case Command.ProcessNow c -> avro.setProcess(ProcessCommand.newBuilder().build());
      case Command.RetryProvisioning c ->
          avro.setRetryProvisioning(
              RetryProvisioningCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setComment(c.comment())
                  .build());
      case Command.UpdateGrantDuration c ->
          avro.setUpdateGrantDuration(
              UpdateGrantDurationCommand.newBuilder()
                  .setGrantDurationMillis(c.duration().toMillis())
                  .build());
      case Command.UpdateRequestData c ->
          avro.setUpdateRequestData(
              UpdateRequestDataCommand.newBuilder()
                  .setData(AnswersJson.write(c.data()).toString())
                  .build());
      case Command.TimerFired c ->
          avro.setTimerFired(
              TimerFiredCommand.newBuilder()
                  .setPolicyStepId(c.stepId().value())
                  .setDueAt(c.due())
                  .build());
      case Command.Escalate c -> {
        EscalateCommand.Builder escalate = EscalateCommand.newBuilder().setComment(c.comment());
        ifSet(value(c.stepId()), escalate::setPolicyStepId);
        avro.setEscalate(escalate.build());
      }
    }
  }

  private static CreateGrantCommand grant(Command.CreateGrant c) {
    CreateGrantCommand.Builder avro =
        CreateGrantCommand.newBuilder()
            .setAppId(c.appId().value())
            .setAppEntitlementId(c.entitlementId().value())
            .setDescription(c.description())
            .setEmergencyAccess(c.emergencyAccess())
            .setRequestData(c.requestData())
            .setSource(c.source())
            .setExtension(c.extension())
            .setOrigin(c.origin().name());
    ifSet(value(c.appUserId()), avro::setAppUserId);
    ifSet(value(c.identity()), avro::setIdentityUserId);
    ifSet(c.duration(), d -> avro.setGrantDurationMillis(d.toMillis()));
    return avro.build();
  }

  private static CreateRevokeCommand revoke(Command.CreateRevoke c) {
    CreateRevokeCommand.Builder avro =
        CreateRevokeCommand.newBuilder()
            .setAppId(c.appId().value())
            .setAppEntitlementId(c.entitlementId().value())
            .setDescription(c.description())
            .setOrigin(c.origin().name());
    ifSet(value(c.appUserId()), avro::setAppUserId);
    ifSet(value(c.identity()), avro::setIdentityUserId);
    ifSet(value(c.parent()), avro::setParentTaskId);
    switch (c.source()) {
      case RevokeSource.Requested s -> ifSet(value(s.by()), avro::setRequestedByUserId);
      case RevokeSource.Expired s -> avro.setExpiredAt(s.at());
      case RevokeSource.Undone s -> {
        avro.setUndoneTaskId(s.request().value());
        ifSet(value(s.by()), avro::setRequestedByUserId);
      }
    }
    return avro.build();
  }

  private static ProvisioningFinishedCommand finished(Command.ProvisioningFinished c) {
    ProvisioningFinishedCommand.Builder avro =
        ProvisioningFinishedCommand.newBuilder()
            .setPolicyStepId(c.stepId().value())
            .setAttempt(c.attempt())
            .setError(c.error());
    ifSet(value(c.appUserId()), avro::setAppUserId);
    return avro.build();
  }

  private static @Nullable String value(@Nullable Id id) {
    return id == null ? null : id.value();
  }

  private static <T> void ifSet(@Nullable T value, Consumer<T> set) {
    if (value != null) {
      set.accept(value);
    }
  }
}
