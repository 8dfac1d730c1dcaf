package dev.gatehouse.core.expression;

import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Task;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an expression speaks of.
 *
 * @param task the task; null for a trial without one
 * @param subject the person concerned, where one is known
 * @param now what {@code now()} gives, each time within one evaluation
 * @param facts what is known of the directory
 */
public record Scope(@Nullable Task task, @Nullable UserId subject, Instant now, Facts facts) {

  /** An expression about a task. */
  public static Scope of(Task task, Instant now, Facts facts) {
    return new Scope(task, task.subject().person(), now, facts);
  }
}
