package dev.gatehouse.expression;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions about one request: Bob asked on Monday that Ann may edit the wiki for two
 * hours. Facts are found out round by round, as an engine does.
 */
final class Trial {
  static final Instant NOW = Instant.parse("2026-11-25T10:20:30.456Z");
  private static final int ROUNDS = 20;

  private final Expressions expressions = new CelExpressions();
  private final Company company;
  private final Task task;
  private int rounds;

  Trial(Company company, Task task) {
    this.company = company;
    this.task = task;
  }

  static Trial ofTheCompany() {
    return new Trial(new Company(), request(new AppUserId("wiki-ann"), Duration.ofHours(2)));
  }

  static Task request(@Nullable AppUserId account, @Nullable Duration duration) {
    return TaskEvolver.apply(
        null,
        new Change.TaskCreated(
            new TaskId("t1"),
            4711,
            new Subject.Grant(Company.EDITORS, account, new UserId("ann"), duration, false, ""),
            "Grant Editors",
            "",
            new UserId("bob"),
            Origin.WEBAPP,
            false,
            "",
            null,
            List.of(),
            List.of(),
            Instant.parse("2026-11-23T09:00:00Z")));
  }

  Value condition(String text) {
    return evaluate(Purpose.CONDITION, text);
  }

  Value approvers(String text) {
    return evaluate(Purpose.APPROVERS, text);
  }

  Value value(String text) {
    return evaluate(Purpose.VALUE, text);
  }

  /** How often facts had to be found out for the last one. */
  int rounds() {
    return rounds;
  }

  private Value evaluate(Purpose purpose, String text) {
    Facts facts = Facts.NONE;
    for (rounds = 0; rounds < ROUNDS; rounds++) {
      try {
        return expressions.evaluate(purpose, text, Scope.of(task, NOW, facts));
      } catch (Facts.Unknown unknown) {
        facts = facts.with(company.answers(unknown.queries()));
      }
    }
    throw new AssertionError(text + " needs more than " + ROUNDS + " rounds of questions");
  }
}
