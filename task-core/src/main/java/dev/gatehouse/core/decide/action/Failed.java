package dev.gatehouse.core.decide.action;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a connector failed at before somebody was asked. */
public final class Failed {
  private Failed() {}

  /**
   * The connector whose failure led to this step, also where the step was handed on since; null
   * where none did.
   */
  public static ProvisionPolicy.@Nullable Connector before(Task task, StepInstance step) {
    StepInstance earlier = leadingTo(task, step.id());
    return switch (earlier == null ? null : earlier.outcome()) {
      case StepOutcome.ReassignedByError o -> connector(Objects.requireNonNull(earlier));
      case StepOutcome.Reassigned o -> before(task, Objects.requireNonNull(earlier));
      case null, default -> null;
    };
  }

  /** The step whose end brought this one about; null where it came by itself. */
  private static @Nullable StepInstance leadingTo(Task task, StepId id) {
    return Objects.requireNonNull(task.policy()).history().stream()
        .filter(step -> id.equals(next(step.outcome())))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable StepId next(@Nullable StepOutcome outcome) {
    return switch (outcome) {
      case StepOutcome.ReassignedByError o -> o.next();
      case StepOutcome.Reassigned o -> o.next();
      case null, default -> null;
    };
  }

  private static ProvisionPolicy.@Nullable Connector connector(StepInstance step) {
    return step instanceof StepInstance.Provision provision
            && provision.definition().policy() instanceof ProvisionPolicy.Connector connector
        ? connector
        : null;
  }
}
