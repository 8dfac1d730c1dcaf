package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.CommandId;

/** The command that brought a task about; it stays on the task for good. */
public record CreatingCommand(CommandId id, String requestHash) {}
