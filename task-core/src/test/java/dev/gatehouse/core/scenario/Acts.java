package dev.gatehouse.core.scenario;

import dev.gatehouse.core.form.Answer;
import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The words for what people and services do. */
public final class Acts {
  /** A step that no task has. */
  public static final StepId NO_STEP = new StepId("no-such-step");

  private Acts() {}

  /** Asks for an entitlement; with nothing more said it is for oneself. */
  public record Request(
      String entitlement,
      @Nullable String account,
      @Nullable String person,
      @Nullable Duration duration,
      boolean emergency,
      boolean extension,
      @Nullable Answers answers)
      implements Act {

    public Request onAccount(String id) {
      return new Request(entitlement, id, person, duration, emergency, extension, answers);
    }

    public Request forPerson(String id) {
      return new Request(entitlement, account, id, duration, emergency, extension, answers);
    }

    public Request lasting(Duration wanted) {
      return new Request(entitlement, account, person, wanted, emergency, extension, answers);
    }

    public Request asEmergency() {
      return new Request(entitlement, account, person, duration, true, extension, answers);
    }

    public Request asExtension() {
      return new Request(entitlement, account, person, duration, emergency, true, answers);
    }

    /** Along with an answer to the form of the entitlement. */
    public Request saying(String field, String answer) {
      return new Request(
          entitlement,
          account,
          person,
          duration,
          emergency,
          extension,
          new Answers(Map.of(field, new Answer.Text(answer))));
    }

    @Override
    public Command on(@Nullable Task task) {
      return new Command.CreateGrant(
          World.WIKI,
          new EntitlementId(entitlement),
          account == null ? null : new AppUserId(account),
          person == null ? null : new UserId(person),
          "I need it.",
          duration,
          emergency,
          "",
          "",
          extension,
          Origin.API,
          answers);
    }
  }

  public static Request request(String entitlement) {
    return new Request(entitlement, null, null, null, false, false, null);
  }

  /** Asks that an entitlement is taken back; with nothing more said it is one's own. */
  public record Revocation(
      String entitlement,
      @Nullable String account,
      @Nullable String person,
      RevokeSource source,
      @Nullable String parent)
      implements Act {

    public Revocation onAccount(String id) {
      return new Revocation(entitlement, id, person, source, parent);
    }

    public Revocation from(String id) {
      return new Revocation(entitlement, account, id, source, parent);
    }

    public Revocation because(RevokeSource why) {
      return new Revocation(entitlement, account, person, why, parent);
    }

    public Revocation by(String offboarding) {
      return new Revocation(entitlement, account, person, source, offboarding);
    }

    @Override
    public Command on(@Nullable Task task) {
      return new Command.CreateRevoke(
          World.WIKI,
          new EntitlementId(entitlement),
          account == null ? null : new AppUserId(account),
          person == null ? null : new UserId(person),
          "Not needed any more.",
          source,
          Origin.API,
          parent == null ? null : new TaskId(parent));
    }
  }

  public static Revocation revoke(String entitlement) {
    return new Revocation(entitlement, null, null, new RevokeSource.Requested(null), null);
  }

  public static Act offboard(String person) {
    return task -> new Command.CreateOffboarding(new UserId(person), "Last day.", Origin.API);
  }

  public static Act approve() {
    return approve("");
  }

  public static Act approve(String comment) {
    return task -> new Command.Approve(step(task), comment);
  }

  public static Act deny(String comment) {
    return task -> new Command.Deny(step(task), comment);
  }

  public static Act reassign(String comment, String... people) {
    return task -> new Command.Reassign(step(task), World.ids(people), comment);
  }

  public static Act restart(String comment) {
    return task -> new Command.Restart(comment);
  }

  public static Act reset(String comment) {
    return task -> new Command.Reset(comment);
  }

  public static Act skip(String comment) {
    return task -> new Command.SkipStep(step(task), comment);
  }

  public static Act process() {
    return task -> new Command.ProcessNow();
  }

  public static Act retry(String comment) {
    return task -> new Command.RetryProvisioning(step(task), comment);
  }

  public static Act lasting(Duration duration) {
    return task -> new Command.UpdateGrantDuration(duration);
  }

  /** Answers one field with a text. */
  public static Act fillIn(String field, String answer) {
    return fillIn(Map.of(field, new Answer.Text(answer)));
  }

  public static Act fillIn(Map<String, Answer> answers) {
    return task -> new Command.UpdateRequestData(new Answers(answers));
  }

  /** As real clients do, without naming a step. */
  public static Act escalate(String comment) {
    return task -> new Command.Escalate(null, comment);
  }

  public static Act comment(String text) {
    return task -> new Command.Comment(text);
  }

  public static Act close(String comment) {
    return task -> new Command.Close(comment);
  }

  public static Act complete() {
    return task -> new Command.CompleteProvision(step(task), "Done.");
  }

  public static Act error(String comment) {
    return task -> new Command.ErrorProvision(step(task), comment);
  }

  public static Act cancel(String comment) {
    return task -> new Command.CancelProvision(step(task), comment);
  }

  /** A worker has taken up the attempt. */
  public static Act claim() {
    return report(AttemptState.CLAIMED);
  }

  public static Act report(AttemptState state) {
    return task -> new Command.ReportAttempt(step(task), attempt(task), state);
  }

  public static Act succeed() {
    return task -> new Command.ProvisioningFinished(step(task), attempt(task), account(task), "");
  }

  public static Act fail(String error) {
    return task ->
        new Command.ProvisioningFinished(step(task), attempt(task), account(task), error);
  }

  public static Act goOn() {
    return task ->
        new Command.ContinueOffboarding(
            task != null && task.subject() instanceof Subject.Offboarding s
                ? s.progress().turn()
                : 1);
  }

  /** The time has come that the current step stands at. */
  public static Act timer() {
    return task -> {
      Instant due = task == null ? null : task.dueAt();
      return new Command.TimerFired(step(task), due == null ? Instant.EPOCH : due);
    };
  }

  public static Act childClosed(String child) {
    return task -> new Command.ChildClosed(new TaskId(child));
  }

  public static Act watch(String watcher) {
    return task -> new Command.Watch(new TaskId(watcher));
  }

  public static Act resume(String comment) {
    return task -> new Command.Resume(comment);
  }

  /** The current step; after it the last one of the history, as a late caller would name it. */
  public static StepId step(@Nullable Task task) {
    StepInstance step = lastStep(task);
    return step == null ? NO_STEP : step.id();
  }

  private static int attempt(@Nullable Task task) {
    return lastStep(task) instanceof StepInstance.Provision step ? step.attempt() : 1;
  }

  private static @Nullable AppUserId account(@Nullable Task task) {
    return task != null && task.subject() instanceof Subject.Access access
        ? access.appUserId()
        : null;
  }

  private static @Nullable StepInstance lastStep(@Nullable Task task) {
    if (task == null || task.policy() == null) {
      return null;
    }
    var run = Objects.requireNonNull(task.policy());
    if (run.current() != null) {
      return run.current();
    }
    return run.history().isEmpty() ? null : run.history().getLast();
  }
}
