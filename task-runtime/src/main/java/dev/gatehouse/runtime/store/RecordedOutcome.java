package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.CommandId;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a command, kept with its task so that a repeat is answered and not done again.
 *
 * @param requestHash the hash of the request that the command was made from; empty for commands of
 *     the engine itself
 * @param version the task's version after the command; 0 where there is no task
 * @param source where the command was read; null for one that was applied without a topic
 */
public record RecordedOutcome(
    CommandId commandId,
    String requestHash,
    Verdict verdict,
    long version,
    @Nullable SourcePosition source) {}
