package dev.gatehouse.entitlement.policy;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.expression.Flaw;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.List;
import org.springframework.stereotype.Component;

/** Refuses a policy whose expressions cannot be evaluated, so that none fails for that later. */
@Component
public class PolicyExpressions {
  private final Expressions expressions;

  PolicyExpressions(Expressions expressions) {
    this.expressions = expressions;
  }

  /**
   * Checks each expression of a policy.
   *
   * @throws ApiException INVALID_ARGUMENT with the first flaw and its place
   */
  public void check(Policy policy) {
    List<Rule> rules = policy.rulesInOrder();
    for (int i = 0; i < rules.size(); i++) {
      check(Purpose.CONDITION, rules.get(i).condition(), "rules[" + i + "].condition");
    }
    policy
        .steps()
        .forEach(
            (key, steps) -> {
              for (int i = 0; i < steps.size(); i++) {
                check(steps.get(i), "policySteps.%s.steps[%d]".formatted(key, i));
              }
            });
  }

  private void check(PolicyStep step, String path) {
    if (step instanceof PolicyStep.Wait wait
        && wait.until() instanceof WaitUntil.Condition condition) {
      check(Purpose.CONDITION, condition.expression(), path + ".wait.condition.condition");
    }
    if (step instanceof PolicyStep.Approval approval
        && approval.approvers() instanceof Approvers.Expression named) {
      for (int i = 0; i < named.expressions().size(); i++) {
        check(
            Purpose.APPROVERS,
            named.expressions().get(i),
            path + ".approval.expression.expressions[" + i + "]");
      }
    }
  }

  private void check(Purpose purpose, String text, String path) {
    List<Flaw> flaws = expressions.check(purpose, text);
    if (!flaws.isEmpty()) {
      Flaw flaw = flaws.getFirst();
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected %s to be an expression, but line %d, column %d has a flaw: %s"
              .formatted(path, flaw.startLine(), flaw.startColumn(), flaw.sentence()));
    }
  }
}
