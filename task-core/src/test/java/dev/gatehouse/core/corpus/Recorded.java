package dev.gatehouse.core.corpus;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.TaskDecider;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.scenario.Engine;
import dev.gatehouse.core.scenario.PlainExpressions;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Task;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A decision with all that it was made from.
 *
 * @param name where it comes from, and so what it is called where it is made otherwise
 * @param task the task as it is stored; null where there is none yet
 * @param facts the answers to all that the decision asked
 */
record Recorded(
    String name,
    TaskId taskId,
    @Nullable Task task,
    CommandId commandId,
    Actor actor,
    Instant now,
    Command command,
    List<Answered> facts,
    Decision decision) {

  static Recorded of(
      String name,
      @Nullable Task before,
      Engine.Envelope by,
      Instant at,
      Map<Query<?>, Object> answers,
      Decision decision) {
    List<Answered> facts =
        answers.entrySet().stream()
            .map(e -> Answered.of(e.getKey(), e.getValue()))
            .sorted(
                Comparator.comparing(fact -> CorpusJson.MAPPER.writeValueAsString(fact.query())))
            .toList();
    return new Recorded(
        name, by.to(), before, by.id(), by.actor(), at, by.command(), facts, decision);
  }

  /** Decides anew, from what is recorded. */
  Decision decideAgain() {
    Map<Query<?>, Object> answers = new HashMap<>();
    facts.forEach(fact -> answers.put(fact.query(), fact.value()));
    Facts known = Facts.NONE.with(answers);
    return TaskDecider.decide(
        task, command, new Context(taskId, commandId, actor, now, known, PlainExpressions.PLAIN));
  }

  /** The same with another decision. */
  Recorded decided(Decision another) {
    return new Recorded(name, taskId, task, commandId, actor, now, command, facts, another);
  }
}
