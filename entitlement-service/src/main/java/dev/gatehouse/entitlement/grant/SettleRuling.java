package dev.gatehouse.entitlement.grant;

/** What becomes of a report of an attempt that ended. */
sealed interface SettleRuling {

  /** Settled once {@code next} is written. */
  record Settle(Grant next) implements SettleRuling {}

  /** Settled before; nothing to write. */
  record Settled() implements SettleRuling {}

  /**
   * The person began to leave while the attempt was at work: what it reports is not taken for the
   * truth, but once {@code next} is written a revoke need not wait for it any longer.
   */
  record Fence(Grant next, String sentence) implements SettleRuling {}

  /** The lease has gone to somebody else. */
  record Refuse(String sentence) implements SettleRuling {}
}
