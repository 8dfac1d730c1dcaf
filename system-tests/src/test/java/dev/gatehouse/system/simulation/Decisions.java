package dev.gatehouse.system.simulation;

import dev.gatehouse.core.decide.TaskDecider;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.expression.CelExpressions;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.facts.FactsResolver;
import dev.gatehouse.runtime.facts.TaskFacts;
import dev.gatehouse.runtime.facts.WorldFacts;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.testkit.simulation.Faults;
import java.util.List;
import java.util.SplittableRandom;

/** The same state, command and facts give the same decision each time (P13). */
final class Decisions {
  private final Cluster cluster;
  private final FactsResolver facts;
  private final Expressions expressions = new CelExpressions();

  Decisions(Cluster cluster) {
    this.cluster = cluster;
    Faults none = new Faults(new SplittableRandom(0), 0);
    this.facts =
        new WorldFacts(
            new SimulatedCatalog(cluster.grants, cluster.stage, none),
            new TaskFacts(cluster.tasks));
  }

  /** Decides a command that asks for nothing to be done in the catalogue, and does so again. */
  void check(CommandEnvelope envelope) {
    if (envelope.command() instanceof Command.CompleteProvision) {
      return;
    }
    StoredTask stored = cluster.tasks.load(List.of(envelope.taskId())).get(envelope.taskId());
    Task task = stored == null ? null : stored.task();
    Facts known = Facts.NONE;
    Decision first = decide(task, envelope, known);
    while (first instanceof Decision.Needs needs) {
      known = known.with(facts.answer(needs.queries()));
      first = decide(task, envelope, known);
    }
    Decision second = decide(task, envelope, known);
    cluster.count("decided twice");
    if (!first.equals(second)) {
      cluster.checks.violated(
          "P13",
          "Expected the same decision about command %s twice, but it was %s and then %s."
              .formatted(envelope.id(), first, second));
    }
  }

  private Decision decide(Task task, CommandEnvelope envelope, Facts known) {
    return TaskDecider.decide(
        task,
        envelope.command(),
        new Context(
            envelope.taskId(),
            envelope.id(),
            envelope.actor(),
            envelope.issuedAt(),
            known,
            expressions));
  }
}
