package dev.gatehouse.api.task;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.form.AnswersJson;
import java.util.Objects;

/** What a caller can do with a task, with the messages of each. */
enum Action {
  APPROVE("approve", "c1.api.task.v1.TaskActionsServiceApproveRequestInput", Answer.APPROVE) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Approve(step(task, body), body.text("comment"));
    }
  },
  DENY("deny", "c1.api.task.v1.TaskActionsServiceDenyRequestInput", Answer.DENY) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Deny(step(task, body), body.text("comment"));
    }
  },
  COMMENT("comment", "c1.api.task.v1.TaskActionsServiceCommentRequestInput", Answer.COMMENT) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Comment(body.text("comment"));
    }
  },
  CLOSE("close", "c1.api.task.v1.TaskActionsServiceCloseRequestInput", Answer.CLOSE) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Close(body.text("comment"));
    }
  },
  REASSIGN("reassign", Action.input("Reassign"), Answer.REASSIGN) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Reassign(
          step(task, body), body.ids("newStepUserIds", UserId::new), body.text("comment"));
    }
  },
  RESTART("restart", Action.input("Restart"), Answer.RESTART) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Restart(body.text("comment"));
    }
  },
  RESET("reset", Action.input("HardReset"), Answer.RESET) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Reset(body.text("comment"));
    }
  },
  SKIP_STEP("skip-step", Action.input("SkipStep"), Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.SkipStep(step(task, body), body.text("comment"));
    }
  },
  PROCESS("process", Action.input("ProcessNow"), Answer.PROCESS) {
    @Override
    Command command(Task task, Body body) {
      return new Command.ProcessNow();
    }
  },
  RETRY_PROVISIONING("retry-provisioning", Action.input("RetryProvisioning"), Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.RetryProvisioning(step(task, body), body.text("comment"));
    }
  },
  UPDATE_GRANT_DURATION(
      "update-grant-duration", Action.input("UpdateGrantDuration"), Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.UpdateGrantDuration(
          Objects.requireNonNull(body.duration("duration"), "the message demands it"));
    }
  },
  UPDATE_REQUEST_DATA("update-request-data", Action.input("UpdateRequestData"), Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.UpdateRequestData(AnswersJson.read(body.node("data")));
    }
  },
  ESCALATE("escalate", Action.input("EscalateToEmergencyAccess"), Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Escalate(body.id("policyStepId", StepId::new), body.text("comment"));
    }
  },
  PROVISION_COMPLETE("provision-complete", Action.PROVISION, Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.CompleteProvision(step(task, body), body.text("comment"));
    }
  },
  PROVISION_ERRORED("provision-errored", Action.PROVISION, Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.ErrorProvision(step(task, body), body.text("comment"));
    }
  },
  PROVISION_CANCELLED("provision-cancelled", Action.PROVISION, Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.CancelProvision(step(task, body), body.text("comment"));
    }
  },
  RESUME("resume", "gatehouse.v1.ResumeRequest", Answer.ACTION) {
    @Override
    Command command(Task task, Body body) {
      return new Command.Resume(body.text("comment"));
    }

    @Override
    String path() {
      return "/gatehouse/v1/tasks/{task_id}/resume";
    }
  };

  private static final String PROVISION = "gatehouse.v1.ProvisionActionRequest";

  /** The answers, with the field that names the action; empty where there is none. */
  enum Answer {
    APPROVE("c1.api.task.v1.TaskActionsServiceApproveResponse", "ticketActionId"),
    DENY("c1.api.task.v1.TaskActionsServiceDenyResponse", "ticketActionId"),
    COMMENT("c1.api.task.v1.TaskActionsServiceCommentResponse", ""),
    CLOSE("c1.api.task.v1.TaskActionsServiceCloseResponse", "taskActionId"),
    REASSIGN("c1.api.task.v1.TaskActionsServiceReassignResponse", "ticketActionId"),
    RESTART("c1.api.task.v1.TaskActionsServiceRestartResponse", "ticketActionId"),
    RESET("c1.api.task.v1.TaskActionsServiceHardResetResponse", "ticketActionId"),
    PROCESS("c1.api.task.v1.TaskActionsServiceProcessNowResponse", ""),
    ACTION("c1.api.task.v1.TaskServiceActionResponse", "ticketActionId");

    private final String message;
    private final String actionField;

    Answer(String message, String actionField) {
      this.message = message;
      this.actionField = actionField;
    }

    String message() {
      return message;
    }

    String actionField() {
      return actionField;
    }
  }

  private final String name;
  private final String request;
  private final Answer answer;

  Action(String name, String request, Answer answer) {
    this.name = name;
    this.request = request;
    this.answer = answer;
  }

  private static String input(String action) {
    return "c1.api.task.v1.TaskActionsService" + action + "RequestInput";
  }

  /** The command that a body asks for. */
  abstract Command command(Task task, Body body);

  String path() {
    return "/api/v1/tasks/{task_id}/action/" + name;
  }

  String request() {
    return request;
  }

  Answer answer() {
    return answer;
  }

  /**
   * The step that the body names, else the current one. Where nothing is going on the engine still
   * decides, since this may be a repeat of what ended the step.
   */
  private static StepId step(Task task, Body body) {
    String named = body.text("policyStepId");
    if (!named.isBlank()) {
      return new StepId(named);
    }
    StepInstance current = task.currentStep();
    return current == null ? new StepId("none") : current.id();
  }
}
