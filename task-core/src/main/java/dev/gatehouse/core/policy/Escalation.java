package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import java.time.Duration;
import java.util.List;

/**
 * What becomes of an approval step that nobody answers in time.
 *
 * @param after so long after people were asked
 * @param comment what is said then; empty for nothing
 */
public record Escalation(Duration after, Outcome outcome, String comment) {

  /** What happens then. */
  public sealed interface Outcome {}

  /** Another policy decides, from its first step. */
  public record ReplacePolicy(PolicyId policyId) implements Outcome {}

  /** Others are asked instead. */
  public record ReassignToApprovers(List<UserId> approvers) implements Outcome {
    public ReassignToApprovers {
      approvers = List.copyOf(approvers);
    }
  }

  /** The task is cancelled. */
  public record CancelTicket() implements Outcome {}

  /** The step counts as done well. */
  public record SkipStep() implements Outcome {}
}
