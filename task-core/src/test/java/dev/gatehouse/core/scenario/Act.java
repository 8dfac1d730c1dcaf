package dev.gatehouse.core.scenario;

import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Task;
import org.jspecify.annotations.Nullable;

/** Something that is done to a task; most acts name the step that is current by then. */
@FunctionalInterface
public interface Act {
  Command on(@Nullable Task task);
}
