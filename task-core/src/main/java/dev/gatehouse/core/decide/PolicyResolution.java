package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Scope;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which steps a policy has for a task: those of the first rule whose condition holds, else the
 * baseline; where a rule or the baseline names another policy, that one says. It is found out once,
 * and the task keeps it.
 *
 * @param policy the policy as the task takes it
 * @param tried one for each rule that was tried, and for the baseline where none held
 * @param refusal null if steps were found
 */
record PolicyResolution(Policy policy, List<Change.RuleTried> tried, @Nullable Rejected refusal) {
  PolicyResolution {
    tried = List.copyOf(tried);
  }

  /** The steps for a task that is there already, or as it is about to be made. */
  static PolicyResolution of(Draft draft, Task task, Policy policy) {
    return policy.conditional()
        ? new Resolver(draft, task, policy, new ArrayList<>()).resolve(policy, 0)
        : new PolicyResolution(policy, List.of(), null);
  }

  private record Resolver(Draft draft, Task task, Policy root, List<Change.RuleTried> tried) {

    PolicyResolution resolve(Policy policy, int depth) {
      foresee(policy);
      for (Rule rule : policy.rulesInOrder()) {
        if (holds(rule, policy, depth)) {
          return switch (rule.outcome()) {
            case Rule.Steps o -> taking(policy.steps().getOrDefault(o.key(), List.of()));
            case Rule.Another o -> another(o.policyId(), depth);
          };
        }
      }
      PolicyId other = policy.baselinePolicyId();
      tried.add(Change.RuleTried.baseline(policy, depth));
      return other == null ? taking(policy.baseline()) : another(other, depth);
    }

    /** Asks at once for what this policy may lead to, and for what its conditions are likely to. */
    private void foresee(Policy policy) {
      List<Query<?>> all = new ArrayList<>();
      policy.others().forEach(id -> all.add(new Query.FindPolicy(id)));
      if (!policy.rulesInOrder().isEmpty()) {
        if (task.subject().person() != null) {
          all.add(new Query.DescribePerson(task.subject().person()));
        }
        if (task.subject() instanceof Subject.Access access) {
          all.add(new Query.DescribeEntitlement(access.entitlement()));
        }
      }
      draft.facts().need(all.toArray(Query[]::new));
    }

    /** A condition that cannot be told does not hold; the task's history says why. */
    private boolean holds(Rule rule, Policy policy, int depth) {
      Scope scope = Scope.of(task, draft.now(), draft.facts());
      Value value = draft.expressions().evaluate(Purpose.CONDITION, rule.condition(), scope);
      boolean holds = value instanceof Value.Truth truth && truth.holds();
      String error = value instanceof Value.Failure failure ? failure.sentence() : "";
      tried.add(Change.RuleTried.of(policy, rule, holds, error, depth));
      return holds;
    }

    private PolicyResolution another(PolicyId id, int depth) {
      Optional<Policy> found = draft.facts().get(new Query.FindPolicy(id));
      if (found.isEmpty() || found.get().type() != root.type()) {
        return refused(Requests.noPolicy(id));
      }
      if (depth == Policy.MOST_OTHERS) {
        return refused(
            Rejected.of(
                Reason.INVALID,
                "Expected the policy \"%s\" to lead to steps within %d other policies, but it leads on to %s."
                    .formatted(root.displayName(), Policy.MOST_OTHERS, id)));
      }
      return resolve(found.get(), depth + 1);
    }

    private PolicyResolution taking(List<PolicyStep> steps) {
      return new PolicyResolution(root.taking(steps), tried, null);
    }

    private PolicyResolution refused(Rejected refusal) {
      return new PolicyResolution(root, tried, refusal);
    }
  }
}
