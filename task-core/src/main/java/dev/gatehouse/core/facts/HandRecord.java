package dev.gatehouse.core.facts;

import dev.gatehouse.core.id.AppUserId;
import org.jspecify.annotations.Nullable;

/**
 * What came of recording something done by hand.
 *
 * @param appUserId the account it stands on; null if refused
 * @param refusal why it was refused, as a sentence; empty if recorded
 */
public record HandRecord(@Nullable AppUserId appUserId, String refusal) {
  public boolean refused() {
    return !refusal.isEmpty();
  }
}
