package dev.gatehouse.runtime.batch;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.runtime.store.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What came of a command that was handed over directly.
 *
 * @param verdict null for a repeat of something so old that its outcome is forgotten
 * @param version the task's version after the command
 */
public record CommandOutcome(CommandId id, @Nullable Verdict verdict, long version) {}
