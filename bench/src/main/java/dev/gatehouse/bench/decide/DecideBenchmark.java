package dev.gatehouse.bench.decide;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.TaskDecider;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.expression.CelExpressions;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The three commands of a lifecycle, each decided from nothing known, with all rounds of questions,
 * and applied to the task.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideBenchmark {
  private static final TaskId TASK = new TaskId("2VxWuyHXSlV4Y8mXzJgDvIV0tsk");
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  private static final Expressions EXPRESSIONS = new CelExpressions();
  private static final Actor WORKER = new Actor.Service("provisioning-worker");
  private static final Command CREATE =
      new Command.CreateGrant(
          World.APP,
          World.ENTITLEMENT,
          null,
          null,
          "For the work on project 17",
          null,
          false,
          "",
          "",
          false,
          Origin.API);

  private final Task waiting = decided(null, CREATE, World.REQUESTER);
  private final Command approve = new Command.Approve(step(waiting), "Fine with me");
  private final Task provisioning = decided(waiting, approve, World.APPROVER);
  private final Command finish = new Command.ProvisioningFinished(step(provisioning), 1, null, "");

  @Benchmark
  public Task create() {
    return decided(null, CREATE, World.REQUESTER);
  }

  @Benchmark
  public Task approve() {
    return decided(waiting, approve, World.APPROVER);
  }

  @Benchmark
  public Task finish() {
    return decided(provisioning, finish, WORKER);
  }

  private static StepId step(Task task) {
    return Objects.requireNonNull(task.currentStep()).id();
  }

  private static Task decided(@Nullable Task task, Command command, Actor actor) {
    Facts facts = Facts.NONE;
    while (true) {
      Context context = new Context(TASK, new CommandId("command"), actor, NOW, facts, EXPRESSIONS);
      switch (TaskDecider.decide(task, command, context)) {
        case Decision.Accepted accepted -> {
          return TaskEvolver.evolve(task, accepted.changes(), NOW);
        }
        case Decision.Needs needs -> facts = facts.with(World.answers(needs.queries()));
        case Decision.Rejected rejected ->
            throw new IllegalStateException("Expected yes, but: " + rejected.sentence());
      }
    }
  }
}
