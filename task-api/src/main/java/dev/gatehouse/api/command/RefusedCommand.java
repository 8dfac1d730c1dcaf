package dev.gatehouse.api.command;

import dev.gatehouse.core.task.Decision;
import dev.gatehouse.model.error.ApiException;

/** A refusal of the engine's rules, as the API tells it. */
public final class RefusedCommand {
  private RefusedCommand() {}

  /** The error that a command gets which is refused like this. */
  public static ApiException of(Decision.Rejected refusal) {
    return CommandOutcome.refusal(refusal.reason().name(), refusal.sentence(), refusal.details());
  }
}
