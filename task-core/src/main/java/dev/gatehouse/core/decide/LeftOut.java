package dev.gatehouse.core.decide;

import dev.gatehouse.core.explain.Explanation;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.task.Change.RuleTried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of policies that do not apply, since a rule says so. */
final class LeftOut {
  private final Policy policy;
  private final List<RuleTried> tried;

  private LeftOut(Policy policy, List<RuleTried> tried) {
    this.policy = policy;
    this.tried = tried;
  }

  /** Those of each of these policies. */
  static List<Explanation.Step> of(List<RuleTried> tried, Map<PolicyId, Policy> definitions) {
    List<Explanation.Step> steps = new ArrayList<>();
    for (PolicyId id : tried.stream().map(RuleTried::policyId).distinct().toList()) {
      Policy policy = definitions.get(id);
      if (policy != null) {
        List<RuleTried> its = tried.stream().filter(t -> t.policyId().equals(id)).toList();
        new LeftOut(policy, its).collect(steps);
      }
    }
    return steps;
  }

  private void collect(List<Explanation.Step> steps) {
    String taken =
        tried.stream().filter(RuleTried::matched).findFirst().map(RuleTried::stepKey).orElse(null);
    List<String> seen = new ArrayList<>();
    for (Rule rule : policy.rulesInOrder()) {
      if (rule.outcome() instanceof Rule.Steps named && !seen.contains(named.key())) {
        seen.add(named.key());
        leave(steps, named.key(), taken, rule);
      }
    }
    if (!seen.contains(policy.type().key())) {
      leave(steps, policy.type().key(), taken, null);
    }
  }

  private void leave(
      List<Explanation.Step> steps, String key, @Nullable String taken, @Nullable Rule rule) {
    if (key.equals(taken)) {
      return;
    }
    for (PolicyStep step : policy.steps().getOrDefault(key, List.of())) {
      steps.add(
          new Explanation.Step(step, Explanation.Outcome.SKIPPED, List.of(), because(key, rule)));
    }
  }

  private String because(String key, @Nullable Rule rule) {
    String steps = "The steps \"%s\" of the policy \"%s\" ".formatted(key, policy.displayName());
    for (RuleTried each : tried) {
      if (rule != null && each.condition().equals(rule.condition()) && !each.matched()) {
        return each.error().isEmpty()
            ? steps + "do not apply, since this does not hold: " + rule.condition()
            : steps
                + "do not apply, since %s could not be told: %s"
                    .formatted(rule.condition(), each.error());
      }
    }
    return tried.stream()
        .filter(RuleTried::matched)
        .findFirst()
        .map(
            each ->
                each.ofBaseline()
                    ? steps + "do not apply, since another policy stands in for them."
                    : steps + "do not apply, since this holds: " + each.condition())
        .orElse(steps + "were not reached.");
  }
}
