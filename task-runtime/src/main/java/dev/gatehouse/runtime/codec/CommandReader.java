package dev.gatehouse.runtime.codec;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import dev.gatehouse.model.form.AnswersJson;
import dev.gatehouse.schemas.CreateGrantCommand;
import dev.gatehouse.schemas.CreateRevokeCommand;
import dev.gatehouse.schemas.TaskCommand;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From Avro to commands. What makes no sense throws {@link IllegalArgumentException}. */
final class CommandReader {
  private CommandReader() {}

  static CommandEnvelope read(TaskCommand avro) {
    return new CommandEnvelope(
        new CommandId(avro.getCommandId()),
        new TaskId(avro.getTaskId()),
        ActorCodec.read(avro.getActor()),
        avro.getIssuedAt(),
        avro.getRequestHash(),
        avro.getReplyTo(),
        command(avro));
  }

  private static Command command(TaskCommand avro) {
    List<Command> found =
        Stream.of(
                optional(avro.getCreateGrant(), CommandReader::grant),
                optional(avro.getCreateRevoke(), CommandReader::revoke),
                optional(
                    avro.getCreateOffboarding(),
                    c ->
                        new Command.CreateOffboarding(
                            new UserId(c.getSubjectUserId()),
                            c.getDescription(),
                            Origin.valueOf(c.getOrigin()))),
                optional(
                    avro.getApprove(),
                    c -> new Command.Approve(new StepId(c.getPolicyStepId()), c.getComment())),
                optional(
                    avro.getDeny(),
                    c -> new Command.Deny(new StepId(c.getPolicyStepId()), c.getComment())),
                optional(avro.getComment(), c -> new Command.Comment(c.getComment())),
                optional(avro.getClose(), c -> new Command.Close(c.getComment())),
                optional(
                    avro.getCompleteProvision(),
                    c ->
                        new Command.CompleteProvision(
                            new StepId(c.getPolicyStepId()), c.getComment())),
                optional(
                    avro.getErrorProvision(),
                    c ->
                        new Command.ErrorProvision(
                            new StepId(c.getPolicyStepId()), c.getComment())),
                optional(
                    avro.getCancelProvision(),
                    c ->
                        new Command.CancelProvision(
                            new StepId(c.getPolicyStepId()), c.getComment())),
                optional(
                    avro.getReportAttempt(),
                    c ->
                        new Command.ReportAttempt(
                            new StepId(c.getPolicyStepId()),
                            c.getAttempt(),
                            AttemptState.valueOf(c.getState()))),
                optional(
                    avro.getProvisioningFinished(),
                    c ->
                        new Command.ProvisioningFinished(
                            new StepId(c.getPolicyStepId()),
                            c.getAttempt(),
                            optional(c.getAppUserId(), AppUserId::new),
                            c.getError())),
                optional(
                    avro.getContinueOffboarding(),
                    c -> new Command.ContinueOffboarding(c.getTurn())),
                optional(
                    avro.getChildClosed(),
                    c -> new Command.ChildClosed(new TaskId(c.getChildTaskId()))),
                optional(avro.getWatch(), c -> new Command.Watch(new TaskId(c.getWatcherTaskId()))),
                optional(avro.getResume(), c -> new Command.Resume(c.getComment())),
                optional(
                    avro.getReassign(),
                    c ->
                        new Command.Reassign(
                            new StepId(c.getPolicyStepId()),
                            c.getUserIds().stream().map(UserId::new).toList(),
                            c.getComment())),
                optional(avro.getRestart(), c -> new Command.Restart(c.getComment())),
                optional(avro.getReset(), c -> new Command.Reset(c.getComment())),
                optional(
                    avro.getSkipStep(),
                    c -> new Command.SkipStep(new StepId(c.getPolicyStepId()), c.getComment())),
                optional(avro.getProcess(), c -> new Command.ProcessNow()),
                optional(
                    avro.getRetryProvisioning(),
                    c ->
                        new Command.RetryProvisioning(
                            new StepId(c.getPolicyStepId()), c.getComment())),
                optional(
                    avro.getUpdateGrantDuration(),
                    c ->
                        new Command.UpdateGrantDuration(
                            Duration.ofMillis(c.getGrantDurationMillis()))),
                optional(
                    avro.getUpdateRequestData(),
                    c -> new Command.UpdateRequestData(AnswersJson.parse(c.getData()))),
                optional(
                    avro.getTimerFired(),
                    c -> new Command.TimerFired(new StepId(c.getPolicyStepId()), c.getDueAt())),
                optional(
                    avro.getEscalate(),
                    c ->
                        new Command.Escalate(
                            optional(c.getPolicyStepId(), StepId::new), c.getComment())))
            .filter(Objects::nonNull)
            .map(Command.class::cast)
            .toList();
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "Expected exactly one command that this version knows, but there are "
              + found.size()
              + ".");
    }
    return found.getFirst();
  }

  private static Command grant(CreateGrantCommand c) {
    return new Command.CreateGrant(
        new AppId(c.getAppId()),
        new EntitlementId(c.getAppEntitlementId()),
        optional(c.getAppUserId(), AppUserId::new),
        optional(c.getIdentityUserId(), UserId::new),
        c.getDescription(),
        optional(c.getGrantDurationMillis(), Duration::ofMillis),
        c.getEmergencyAccess(),
        c.getRequestData(),
        c.getSource(),
        c.getExtension(),
        Origin.valueOf(c.getOrigin()),
        AnswersJson.ofRequest(c.getRequestData()));
  }

  private static Command revoke(CreateRevokeCommand c) {
    return new Command.CreateRevoke(
        new AppId(c.getAppId()),
        new EntitlementId(c.getAppEntitlementId()),
        optional(c.getAppUserId(), AppUserId::new),
        optional(c.getIdentityUserId(), UserId::new),
        c.getDescription(),
        source(c),
        Origin.valueOf(c.getOrigin()),
        optional(c.getParentTaskId(), TaskId::new));
  }

  private static RevokeSource source(CreateRevokeCommand c) {
    UserId by = optional(c.getRequestedByUserId(), UserId::new);
    if (c.getExpiredAt() != null) {
      return new RevokeSource.Expired(c.getExpiredAt());
    }
    return c.getUndoneTaskId() != null
        ? new RevokeSource.Undone(new TaskId(c.getUndoneTaskId()), by)
        : new RevokeSource.Requested(by);
  }

  private static <A, B> @Nullable B optional(@Nullable A value, Function<A, B> read) {
    return value == null ? null : read.apply(value);
  }
}
