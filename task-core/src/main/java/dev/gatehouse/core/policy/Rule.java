package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.PolicyId;

/**
 * A way for a policy to decide otherwise than by its baseline.
 *
 * @param condition an expression; the first rule whose condition holds applies
 */
public record Rule(String condition, Outcome outcome) {

  /** What applies where the condition holds. */
  public sealed interface Outcome {}

  /** Other steps of the same policy. */
  public record Steps(String key) implements Outcome {}

  /** Another policy of the same type, with rules of its own perhaps. */
  public record Another(PolicyId policyId) implements Outcome {}
}
