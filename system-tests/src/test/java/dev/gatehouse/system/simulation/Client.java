package dev.gatehouse.system.simulation;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.store.StoredTask;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Somebody at a browser: asks for things, answers what others asked for, and looks on. */
final class Client {
  private final String name;
  private final Cluster cluster;
  private final Gateway gateway;
  private final SplittableRandom random;
  private final int operations;
  private final Decisions decisions;
  private int made;

  Client(String name, Cluster cluster, Gateway gateway, int operations) {
    this.name = name;
    this.cluster = cluster;
    this.gateway = gateway;
    this.random = cluster.stage.random();
    this.operations = operations;
    this.decisions = new Decisions(cluster);
  }

  void work() {
    while (made < operations) {
      cluster.stage.pause(Duration.ofMillis(random.nextInt(1_500)));
      CommandEnvelope next = random.nextInt(10) < 4 ? request() : act();
      if (next != null) {
        decisions.check(next);
        gateway.ask(next);
      }
    }
  }

  private CommandEnvelope request() {
    UserId person = pick(Organisation.STAFF);
    EntitlementRef ref = pick(Organisation.ENTITLEMENTS);
    UserId by = random.nextInt(4) == 0 ? Organisation.ROOT : person;
    int kind = random.nextInt(20);
    Command command =
        kind == 0
            ? new Command.CreateOffboarding(person, "", Origin.API)
            : kind < 6
                ? new Command.CreateRevoke(
                    ref.appId(),
                    ref.id(),
                    Organisation.accountOf(person),
                    person,
                    "",
                    new RevokeSource.Requested(by),
                    Origin.API,
                    null)
                : new Command.CreateGrant(
                    ref.appId(),
                    ref.id(),
                    Organisation.accountOf(person),
                    person,
                    "",
                    random.nextInt(3) == 0 ? Duration.ofSeconds(20 + random.nextInt(70)) : null,
                    false,
                    "",
                    "",
                    random.nextInt(4) == 0,
                    Origin.API);
    return envelope(
        new TaskId("t-" + name + "-" + made), kind == 0 ? Organisation.ROOT : by, command);
  }

  private @Nullable CommandEnvelope act() {
    List<StoredTask> all =
        cluster.tasks.all().stream()
            .filter(s -> s.task() != null && (s.task().open() || random.nextInt(8) == 0))
            .toList();
    if (all.isEmpty()) {
      return null;
    }
    Task task = Objects.requireNonNull(pick(all).task());
    if (random.nextInt(12) == 0) {
      return envelope(task.id(), Organisation.EVE, new Command.Comment("I should not be here."));
    }
    StepInstance step = task.currentStep();
    UserId creator = task.createdBy() == null ? Organisation.ROOT : task.createdBy();
    if (random.nextInt(5) == 0 || step == null || !task.open()) {
      boolean close = task.open() && random.nextInt(4) == 0;
      UserId by = task.subject() instanceof Subject.Offboarding ? Organisation.ROOT : creator;
      return envelope(
          task.id(), by, close ? new Command.Close("no more") : new Command.Comment("hello"));
    }
    if (random.nextInt(8) == 0) {
      return envelope(task.id(), Organisation.ROOT, steering(task, step));
    }
    UserId by =
        step.assignees().isEmpty() || random.nextInt(5) == 0
            ? pick(Organisation.STAFF)
            : pick(step.assignees());
    return switch (step) {
      case StepInstance.Approval s ->
          envelope(
              task.id(),
              by,
              switch (random.nextInt(6)) {
                case 0 -> new Command.Deny(s.id(), "no");
                case 1 -> new Command.Reassign(s.id(), List.of(Organisation.CY), "you do it");
                default -> new Command.Approve(s.id(), "yes");
              });
      case StepInstance.Provision s when s.byHand() ->
          envelope(
              task.id(),
              by,
              switch (random.nextInt(6)) {
                case 0 -> new Command.ErrorProvision(s.id(), "cannot");
                case 1 -> new Command.CancelProvision(s.id(), "will not");
                default -> new Command.CompleteProvision(s.id(), "done");
              });
      case StepInstance.Provision s ->
          random.nextInt(3) == 0
              ? envelope(task.id(), creator, new Command.Close("changed my mind"))
              : null;
      case StepInstance.Accept s -> null;
      case StepInstance.Wait s -> null;
      case StepInstance.Form s ->
          envelope(task.id(), by, new Command.UpdateRequestData(Answers.NONE));
      case StepInstance.Reject s -> null;
    };
  }

  /** What is to be taken back is never skipped: it would stay, by the will of an admin. */
  private Command steering(Task task, StepInstance step) {
    boolean gives = task.subject() instanceof Subject.Grant;
    return switch (random.nextInt(gives ? 5 : 3)) {
      case 0 -> new Command.Restart("again");
      case 1 -> new Command.Reset("anew");
      case 2 -> new Command.RetryProvisioning(step.id(), "once more");
      case 3 -> new Command.SkipStep(step.id(), "enough of it");
      default -> new Command.UpdateGrantDuration(Duration.ofSeconds(20 + random.nextInt(70)));
    };
  }

  private CommandEnvelope envelope(TaskId task, UserId by, Command command) {
    CommandId id = new CommandId("c-" + name + "-" + made++);
    Actor actor = Organisation.actor(by);
    return new CommandEnvelope(
        id, task, actor, cluster.clock.instant(), "hash-" + id, gateway.name(), command);
  }

  private <T> T pick(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
