package dev.gatehouse.core.explain;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change.RuleTried;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy makes of a request.
 *
 * @param rules the rules that were tried, in their order
 * @param steps the steps in the order in which they come, and then those of rules that do not apply
 * @param provision how the access is given or taken back in the end; null where it never comes to
 *     that
 */
public record Explanation(
    PolicyId policyId,
    List<RuleTried> rules,
    List<Step> steps,
    @Nullable ProvisionPolicy provision) {
  public Explanation {
    rules = List.copyOf(rules);
    steps = List.copyOf(steps);
  }

  /**
   * A step.
   *
   * @param approvers who is asked to approve, or to provide by hand
   * @param reason why it goes like this, as a sentence
   */
  public record Step(
      PolicyStep definition, Outcome outcome, List<Approver> approvers, String reason) {
    public Step {
      approvers = List.copyOf(approvers);
    }
  }

  /** What becomes of a step. */
  public enum Outcome {
    /** It is going on, or will come. */
    WILL_RUN,
    /** It is left out, or was given up. */
    SKIPPED,
    /** It ended well, or will end so by itself. */
    ACCEPTED,
    /** It ended the request, or will by itself. */
    REJECTED
  }

  /** Somebody who is asked, and why. */
  public record Approver(UserId id, List<Because> because) {
    public Approver {
      because = List.copyOf(because);
    }
  }
}
