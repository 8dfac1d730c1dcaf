package dev.gatehouse.core.task;

import dev.gatehouse.core.id.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why access is taken back. */
public sealed interface RevokeSource {

  /**
   * Somebody asked for it; null where the engine itself did, as for a grant that nobody wants now.
   */
  record Requested(@Nullable UserId by) implements RevokeSource {}

  /** The grant's time ran out. */
  record Expired(Instant at) implements RevokeSource {}
}
