package dev.gatehouse.runtime.codec;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.schemas.Trace;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command with everything that goes with it.
 *
 * @param requestHash the hash of the request that it was made from; empty to leave that unchecked
 * @param replyTo the gateway that waits for the outcome; null for nobody
 * @param trace what it was caused by; it goes on to everything that the command causes
 */
public record CommandEnvelope(
    CommandId id,
    TaskId taskId,
    Actor actor,
    Instant issuedAt,
    String requestHash,
    @Nullable String replyTo,
    Command command,
    Trace trace) {

  /** A command outside of any trace. */
  public CommandEnvelope(
      CommandId id,
      TaskId taskId,
      Actor actor,
      Instant issuedAt,
      String requestHash,
      @Nullable String replyTo,
      Command command) {
    this(id, taskId, actor, issuedAt, requestHash, replyTo, command, Trace.NONE);
  }

  /** A command of one of the engine's own services. */
  public static CommandEnvelope ofService(
      String service, CommandId id, TaskId taskId, Instant issuedAt, Command command) {
    return new CommandEnvelope(id, taskId, new Actor.Service(service), issuedAt, "", null, command);
  }

  /** The same command as part of a trace. */
  public CommandEnvelope with(Trace caused) {
    return new CommandEnvelope(id, taskId, actor, issuedAt, requestHash, replyTo, command, caused);
  }
}
