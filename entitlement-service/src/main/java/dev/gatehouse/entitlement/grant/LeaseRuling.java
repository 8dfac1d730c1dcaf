package dev.gatehouse.entitlement.grant;

/** What becomes of an {@link Ask}. */
sealed interface LeaseRuling {

  /**
   * The lease is given once {@code next} is written.
   *
   * @param takenOver whether an earlier attempt may have changed the target, which is therefore to
   *     be read first
   */
  record Lend(Grant next, boolean takenOver) implements LeaseRuling {}

  /**
   * Nothing is left to do in the target; {@code next} is what to write, equal to the current grant
   * where nothing changes.
   */
  record Already(Grant next) implements LeaseRuling {}

  /** Another attempt is at work. */
  record Busy(String sentence) implements LeaseRuling {}

  /** A later attempt of the same step has been here. */
  record Stale(String sentence) implements LeaseRuling {}
}
