package dev.gatehouse.runtime.batch;

import dev.gatehouse.core.task.Command;
import dev.gatehouse.runtime.store.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A command whose outcome is certain.
 *
 * @param verdict null for a repeat of something so old that its outcome is forgotten
 * @param version the task's version after the command
 */
record Settled(Work work, @Nullable Verdict verdict, long version) {

  /** Whether it lets its task go on, whatever held it up. */
  boolean resumes() {
    return verdict instanceof Verdict.Accepted
        && work.envelope().command() instanceof Command.Resume;
  }
}
