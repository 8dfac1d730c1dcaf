package dev.gatehouse.core.decide;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One decision in the making: the changes so far, and the task as they leave it. It lives for one
 * call of the decider only.
 */
final class Draft {
  private final Context context;
  private final List<Change> changes = new ArrayList<>();
  private final List<FollowUp> followUps = new ArrayList<>();
  private final Map<StepId, Map<UserId, List<Because>>> asked = new HashMap<>();
  private @Nullable Task task;

  Draft(@Nullable Task task, Context context) {
    this.task = task;
    this.context = context;
  }

  TaskId taskId() {
    return context.taskId();
  }

  CommandId commandId() {
    return context.commandId();
  }

  Task task() {
    return Objects.requireNonNull(task, "the task was created");
  }

  PolicyRun run() {
    return Objects.requireNonNull(task().policy(), "the task has a policy");
  }

  Facts facts() {
    return context.facts();
  }

  Expressions expressions() {
    return context.expressions();
  }

  Instant now() {
    return context.now();
  }

  /** In parts that a database keeps, for what is found again by its time. */
  Instant nowInMillis() {
    return now().truncatedTo(ChronoUnit.MILLIS);
  }

  Actor actor() {
    return context.actor();
  }

  /** The person who acts; null for a service. */
  @Nullable UserId person() {
    return switch (context.actor()) {
      case Actor.Person p -> p.id();
      case Actor.Service s -> null;
    };
  }

  Draft add(Change change) {
    task = TaskEvolver.apply(task, change);
    changes.add(change);
    return this;
  }

  /** Remembers why people are asked in a step, for whoever explains it. */
  void asked(StepId step, Map<UserId, List<Because>> why) {
    asked.put(step, why);
  }

  /** Why people are asked in a step that began in this draft. */
  Map<UserId, List<Because>> whyAsked(StepId step) {
    return asked.getOrDefault(step, Map.of());
  }

  List<Change> changes() {
    return List.copyOf(changes);
  }

  /** What somebody says along with an action is a comment of its own; nothing if it is blank. */
  Draft comment(String text) {
    if (text.isBlank()) {
      return this;
    }
    return comment(person(), text);
  }

  /** What the engine itself has to say is nobody's comment; nothing if it is blank. */
  Draft note(String text) {
    return text.isBlank() ? this : comment(null, text);
  }

  private Draft comment(@Nullable UserId by, String text) {
    String id = DerivedId.of("comment", context.commandId().value(), "" + changes.size());
    return add(new Change.CommentAdded(id, by, text));
  }

  Draft send(TaskId to, Command command, String... idParts) {
    followUps.add(new FollowUp.Send(to, new CommandId(DerivedId.of(idParts)), command));
    return this;
  }

  Draft order(FollowUp.Provision order) {
    followUps.add(order);
    return this;
  }

  /** Ends the task, takes back what it gave in vain, and tells whoever waits for its end. */
  Draft close(Outcome outcome) {
    if (outcome != Outcome.SUCCESS && Undo.mayHaveGiven(task())) {
      Undo.takeBack(this);
    }
    add(new Change.TaskClosed(outcome, now()));
    for (TaskId watcher : task().watchers()) {
      tell(watcher);
    }
    return this;
  }

  Draft tell(TaskId watcher) {
    TaskId self = task().id();
    return send(
        watcher,
        new Command.ChildClosed(self),
        "child-closed",
        watcher.value(),
        self.value(),
        "" + task().version());
  }

  Decision.Accepted accepted() {
    return new Decision.Accepted(changes, followUps);
  }
}
