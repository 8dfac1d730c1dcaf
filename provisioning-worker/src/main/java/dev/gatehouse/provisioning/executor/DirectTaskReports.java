package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.runtime.batch.CommandOutcome;
import dev.gatehouse.runtime.batch.TaskUpdates;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.store.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** Reads and writes the task directly, since the attempt may only go on once the task knows. */
public final class DirectTaskReports implements TaskReports {
  /** The name that this service acts under. */
  public static final String SERVICE = "provisioning-worker";

  private final TaskUpdates updates;
  private final Predicate<TaskId> awaiting;
  private final Clock clock;

  /**
   * Reports through these updates.
   *
   * @param awaiting whether a task waits for its attempt, see {@link TaskReports#awaits}
   */
  public DirectTaskReports(TaskUpdates updates, Predicate<TaskId> awaiting, Clock clock) {
    this.updates = updates;
    this.awaiting = awaiting;
    this.clock = clock;
  }

  @Override
  public boolean awaits(ProvisioningAttempt attempt) {
    return awaiting.test(attempt.id().taskId());
  }

  @Override
  public Reported report(ProvisioningAttempt attempt, StepInstance.AttemptState state) {
    AttemptId id = attempt.id();
    CommandEnvelope command =
        CommandEnvelope.ofService(
                SERVICE,
                new CommandId(
                    DerivedId.of("attempt", id.toString(), "" + attempt.claims(), state.name())),
                id.taskId(),
                clock.instant(),
                new Command.ReportAttempt(id.stepId(), id.number(), state))
            .with(attempt.order().trace());
    CommandOutcome outcome = updates.apply(List.of(command)).getFirst();
    return switch (outcome.verdict()) {
      case null ->
          new Reported.Refused(
              Reason.CONFLICT, "Expected a new report of the attempt, but it was made before.");
      case Verdict.Accepted v -> new Reported.Noted();
      case Verdict.Refused v -> new Reported.Refused(v.reason(), v.sentence());
      case Verdict.DeadLettered v -> new Reported.Refused(Reason.PARKED, v.sentence());
    };
  }
}
