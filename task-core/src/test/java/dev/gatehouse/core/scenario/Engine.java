package dev.gatehouse.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.TaskDecider;
import dev.gatehouse.core.decide.action.Offered;
import dev.gatehouse.core.decide.action.TaskAction;
import dev.gatehouse.core.explain.Explained;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The shell of the tests: finds a task, has a command decided (with its rounds of questions),
 * applies the changes, keeps what is to be sent. What must hold for every decision is checked here,
 * so that every test checks it.
 */
public final class Engine {
  /** More rounds of questions than this park a task. */
  private static final int ROUNDS = 20;

  /** An outbox takes 64 entries; the event itself and a reply are among them. */
  private static final int OUTBOX = 62;

  private static final Actor SELF = new Actor.Service("policy-worker");

  /** A command on its way. */
  public record Envelope(TaskId to, CommandId id, Actor actor, Command command) {}

  /** An order of a connector, with the task it came from. */
  public record Order(TaskId task, FollowUp.Provision order) {}

  private record Written(List<Change> changes, Instant at) {}

  private final World world;
  private final Answers answers;
  private final Map<TaskId, List<Written>> journal = new HashMap<>();
  private final Set<String> processed = new HashSet<>();
  private final Deque<Envelope> queue = new ArrayDeque<>();
  private final List<Order> orders = new ArrayList<>();
  private Watcher watcher = (before, by, accepted, after) -> {};
  private Listener listener = (before, by, at, answers, decision) -> {};
  private Instant now = Instant.parse("2026-11-02T09:00:00Z");
  private int commands;

  public Engine(World world) {
    this.world = world;
    this.answers = new Answers(world);
  }

  /** Does something as somebody, under a command id that was never used. */
  public Decision act(TaskId to, Actor actor, Act act) {
    commands++;
    Command command = act.on(world.task(to));
    return decide(new Envelope(to, new CommandId("command-" + commands), actor, command));
  }

  /** As the real shell does, a command that was processed before is not decided again. */
  public @Nullable Decision deliver(Envelope envelope) {
    return processed.add(envelope.to() + " " + envelope.id()) ? decide(envelope) : null;
  }

  /** A command that was processed so long ago that the shell has forgotten it. */
  public Decision deliverAgain(Envelope envelope) {
    return decide(envelope);
  }

  /** Somebody who looks at everything that is written. */
  public void watched(Watcher observer) {
    watcher = observer;
  }

  /** Looks at what a command did to a task. */
  @FunctionalInterface
  public interface Watcher {
    void written(@Nullable Task before, Envelope by, Decision.Accepted accepted, Task after);
  }

  /** Somebody who hears of every decision. */
  public void heardBy(Listener observer) {
    listener = observer;
  }

  /** Hears of a decision, with all that it was made from. */
  @FunctionalInterface
  public interface Listener {
    void decided(
        @Nullable Task before,
        Envelope by,
        Instant at,
        Map<Query<?>, Object> answers,
        Decision decision);
  }

  private Decision decide(Envelope e) {
    now = now.plusSeconds(60);
    Task before = world.task(e.to());
    Decision decision = decide(before, e);
    switch (decision) {
      case Decision.Accepted accepted -> {
        write(before, e.to(), accepted);
        Task after = world.task(e.to());
        if (after != null && !accepted.changes().isEmpty()) {
          watcher.written(before, e, accepted, after);
        }
      }
      case Decision.Rejected rejected -> {
        Checks.refusal(rejected);
        if (before == null && e.command() instanceof Command.Creation) {
          world.refused.add(e.to());
        }
      }
      case Decision.Needs needs -> throw new AssertionError("still needs " + needs.queries());
    }
    return decision;
  }

  private Decision decide(@Nullable Task before, Envelope e) {
    Map<Query<?>, Object> answered = new HashMap<>();
    Facts facts = Facts.NONE;
    for (int round = 0; round <= ROUNDS; round++) {
      Context context = new Context(e.to(), e.id(), e.actor(), now, facts, PlainExpressions.PLAIN);
      Decision decision = TaskDecider.decide(before, e.command(), context);
      if (!(decision instanceof Decision.Needs needs)) {
        assertThat(TaskDecider.decide(before, e.command(), context)).isEqualTo(decision);
        listener.decided(before, e, now, answered, decision);
        return decision;
      }
      answered.putAll(answers.to(needs.queries()));
      facts = facts.with(answered);
    }
    throw new AssertionError(e.command() + " needs more than " + ROUNDS + " rounds of questions");
  }

  /** What somebody who sees the task is offered, with everything known that it depends on. */
  public Offered offer(Task task, Actor actor) {
    Offered first = TaskAction.offer(task, actor, Facts.NONE);
    Offered offer = TaskAction.offer(task, actor, Facts.NONE.with(answers.to(first.open())));
    assertThat(offer.open()).as("one round of questions is enough").isEmpty();
    assertThat(offer.actions()).as("more is known, more is offered").containsAll(first.actions());
    return offer;
  }

  /** What is told of something that is only thought of, and so changes nothing. */
  public Explained explain(Function<Facts, Explained> telling) {
    Facts facts = Facts.NONE;
    for (int round = 0; round <= ROUNDS; round++) {
      Explained told = telling.apply(facts);
      if (!(told instanceof Explained.Needs needs)) {
        assertThat(telling.apply(facts)).isEqualTo(told);
        return told;
      }
      assertThat(needs.queries()).noneMatch(Engine::changesSomething);
      facts = facts.with(answers.to(needs.queries()));
    }
    throw new AssertionError("An explanation needs more than " + ROUNDS + " rounds of questions");
  }

  private static boolean changesSomething(Query<?> query) {
    return query instanceof Query.MarkLeaving
        || query instanceof Query.UnmarkLeaving
        || query instanceof Query.RecordByHand
        || query instanceof Query.EndReasons
        || query instanceof Query.NumericIdFor;
  }

  private void write(@Nullable Task before, TaskId id, Decision.Accepted accepted) {
    if (accepted.changes().isEmpty()) {
      assertThat(accepted.followUps()).as("what is sent is stored with a change").isEmpty();
      return;
    }
    assertThat(accepted.followUps()).as("it fits the outbox").hasSizeLessThanOrEqualTo(OUTBOX);
    Task after = TaskEvolver.evolve(before, accepted.changes(), now);
    journal.computeIfAbsent(id, k -> new ArrayList<>()).add(new Written(accepted.changes(), now));
    assertThat(fromScratch(id)).isEqualTo(after);
    Checks.task(before, after);
    world.tasks.put(id, after);
    world.refused.remove(id);
    for (FollowUp followUp : accepted.followUps()) {
      switch (followUp) {
        case FollowUp.Send send ->
            queue.add(new Envelope(send.to(), send.id(), SELF, send.command()));
        case FollowUp.Provision order -> orders.add(new Order(id, order));
      }
    }
  }

  private @Nullable Task fromScratch(TaskId id) {
    Task task = null;
    for (Written written : journal.getOrDefault(id, List.of())) {
      task = TaskEvolver.evolve(task, written.changes(), written.at());
    }
    return task;
  }

  /** Parks a task, as the shell does when a decision fails. */
  public void park(TaskId id, String reason) {
    now = now.plusSeconds(60);
    write(world.task(id), id, TaskDecider.park(reason));
  }

  /** Nothing happens until then. */
  public void passUntil(Instant time) {
    now = time.isAfter(now) ? time : now;
  }

  /** What is on its way to tasks, oldest first. */
  public Deque<Envelope> queue() {
    return queue;
  }

  /** What connectors were asked to do and have not done yet. */
  public List<Order> orders() {
    return orders;
  }

  /** Everything that happened to a task, oldest first. */
  public List<Change> changes(TaskId id) {
    return journal.getOrDefault(id, List.of()).stream()
        .flatMap(written -> written.changes().stream())
        .toList();
  }
}
