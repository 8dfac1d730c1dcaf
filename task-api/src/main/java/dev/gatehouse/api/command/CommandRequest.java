package dev.gatehouse.api.command;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.rest.http.RequestHash;
import dev.gatehouse.rest.security.Caller;
import tools.jackson.databind.node.ObjectNode;

/**
 * A command that a caller gives.
 *
 * @param kind what it is called in metrics and logs
 * @param hash the hash of what was asked for; a repeat of the id with another one is refused
 */
public record CommandRequest(
    String kind, TaskId taskId, CommandId id, Actor.Person actor, String hash, Command command) {

  /** The command that this body asks for. */
  public static CommandRequest of(
      Caller caller, TaskId taskId, CommandId id, ObjectNode body, Command command) {
    return new CommandRequest(
        kind(command),
        taskId,
        id,
        new Actor.Person(caller.userId(), caller.roles()),
        RequestHash.of(body),
        command);
  }

  private static String kind(Command command) {
    return command.getClass().getSimpleName();
  }
}
