package dev.gatehouse.api.task.view;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.rest.security.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller who sees a task may do with it now. It tells people what to offer; what counts is
 * the engine, which checks each command by the same rules.
 */
final class Actions {
  private static final String PREFIX = "TASK_ACTION_TYPE_";

  private Actions() {}

  /**
   * The actions, by their names in the API.
   *
   * @param gone whether the account that the task is about is gone
   */
  static List<String> of(Caller caller, Task task, boolean gone) {
    List<String> actions = new ArrayList<>();
    if (task.open()) {
      if (mayClose(caller, task) || (gone && isAskedInVain(caller, task))) {
        actions.add(PREFIX + "CLOSE");
      }
      if (task.parked().isEmpty()) {
        actions.addAll(onStep(caller, task.currentStep()));
      }
    }
    actions.add(PREFIX + "COMMENT");
    return actions;
  }

  /** Whether the caller may close the task if its account is gone, and not otherwise. */
  static boolean isAskedInVain(Caller caller, Task task) {
    return task.open()
        && task.closeRequest() == null
        && !mayClose(caller, task)
        && contains(task.assignees(), caller);
  }

  private static boolean mayClose(Caller caller, Task task) {
    return task.closeRequest() == null
        && (caller.has(Role.SUPER_ADMIN) || caller.userId().equals(task.createdBy()));
  }

  private static List<String> onStep(Caller caller, @Nullable StepInstance step) {
    return switch (step) {
      case null -> List.of();
      case StepInstance.Approval s ->
          contains(s.assignees(), caller)
              ? List.of(PREFIX + "APPROVE", PREFIX + "DENY")
              : List.of();
      case StepInstance.Provision s ->
          s.byHand()
                  && !s.attemptRunning()
                  && (contains(s.assignees(), caller) || caller.has(Role.SUPER_ADMIN))
              ? List.of(
                  PREFIX + "PROVISION_COMPLETE",
                  PREFIX + "PROVISION_CANCELLED",
                  PREFIX + "PROVISION_ERRORED")
              : List.of();
      case StepInstance.Accept s -> List.of();
      case StepInstance.Reject s -> List.of();
    };
  }

  private static boolean contains(List<UserId> people, Caller caller) {
    return people.contains(caller.userId());
  }
}
