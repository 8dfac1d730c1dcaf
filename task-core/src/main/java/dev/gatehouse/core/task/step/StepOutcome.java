package dev.gatehouse.core.task.step;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a step ended. */
public sealed interface StepOutcome {

  /** When it ended. */
  Instant at();

  /** Somebody agreed; {@code automatically} where the requester is an approver and may agree. */
  record Approved(UserId by, Instant at, boolean automatically) implements StepOutcome {}

  /** Somebody refused. */
  record Denied(UserId by, Instant at) implements StepOutcome {}

  /** The access was given or taken back; {@code by} is null where a machine did it. */
  record Completed(@Nullable UserId by, Instant at) implements StepOutcome {}

  /** Whoever provides it said that it will not be done, or the task was closed meanwhile. */
  record Cancelled(@Nullable UserId by, Instant at) implements StepOutcome {}

  /** Whoever provides it said that it cannot be done. */
  record Errored(String code, String description, Instant at) implements StepOutcome {}

  /** A machine failed; {@code next} is the step of the person who does it instead. */
  record ReassignedByError(StepId next, String code, String description, Instant at)
      implements StepOutcome {}

  /** It counts as done well; {@code by} is null where no person said so. */
  record Skipped(@Nullable UserId by, Instant at) implements StepOutcome {}

  /**
   * Others are asked instead, or a connector, in the step {@code next}; {@code by} is null where no
   * person said so.
   */
  record Reassigned(StepId next, @Nullable UserId by, Instant at) implements StepOutcome {}

  /**
   * It was given up, since the task began at a first step again; {@code by} is null where no person
   * said so.
   */
  record Restarted(@Nullable UserId by, Instant at) implements StepOutcome {}

  /** An accept step said yes. */
  record Accepted(Instant at) implements StepOutcome {}

  /** A reject step said no. */
  record Rejected(Instant at) implements StepOutcome {}

  /** What was waited for is so. */
  record Waited(Instant at) implements StepOutcome {}

  /** The form was filled in; {@code by} is null where a service did so. */
  record FilledIn(@Nullable UserId by, Instant at) implements StepOutcome {}

  /** What was waited for did not come to be in time. */
  record TimedOut(Instant at) implements StepOutcome {}
}
