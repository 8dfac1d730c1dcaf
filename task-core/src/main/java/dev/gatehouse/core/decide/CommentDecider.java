package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Reason;

/** Whoever sees a task may say something about it. */
final class CommentDecider {
  private CommentDecider() {}

  static Decision comment(Command.Comment command, Draft draft) {
    if (command.text().isBlank()) {
      return Rejected.of(Reason.INVALID, "Expected a comment, but it was blank.");
    }
    return draft.comment(command.text()).accepted();
  }
}
