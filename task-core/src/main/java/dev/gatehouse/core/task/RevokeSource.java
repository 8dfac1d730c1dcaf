package dev.gatehouse.core.task;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why access is taken back. */
public sealed interface RevokeSource {

  /** Which reasons for the access end; null for all, whatever they are. */
  @Nullable Ending ending();

  /**
   * Somebody asked for it; null where the engine itself did, as for a grant that nobody wants now.
   */
  record Requested(@Nullable UserId by) implements RevokeSource {
    @Override
    public @Nullable Ending ending() {
      return null;
    }
  }

  /** The grant's time ran out. */
  record Expired(Instant at) implements RevokeSource {
    @Override
    public Ending ending() {
      return new Ending.ExpiredBy(at);
    }
  }

  /**
   * The request that gave it came to nothing after all.
   *
   * @param request that request
   * @param by who ended the request; null where no person did
   */
  record Undone(TaskId request, @Nullable UserId by) implements RevokeSource {
    @Override
    public Ending ending() {
      return new Ending.OfRequest(request);
    }
  }
}
