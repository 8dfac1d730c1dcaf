package dev.gatehouse.core.task;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import java.time.Instant;

/**
 * Everything about a command but the command itself.
 *
 * @param now the time of the decision, one value for a whole batch
 * @param expressions what understands the expressions in policies
 */
public record Context(
    TaskId taskId,
    CommandId commandId,
    Actor actor,
    Instant now,
    Facts facts,
    Expressions expressions) {}
