package dev.gatehouse.entitlement.importing;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.entitlement.policy.PolicyChains;
import dev.gatehouse.entitlement.policy.PolicyExpressions;
import dev.gatehouse.entitlement.policy.PolicyShape;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.model.error.ApiException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is to be checked of the policies of a file once all names in them are known. */
final class ImportedPolicies {
  private final PolicyExpressions expressions;

  ImportedPolicies(PolicyExpressions expressions) {
    this.expressions = expressions;
  }

  /** Refuses those with flawed expressions, and those that lead nowhere. */
  void check(List<Draft> drafts) {
    for (Draft draft : drafts) {
      if (draft.kind() == EntityKind.POLICY && !draft.refused()) {
        check(draft);
      }
    }
  }

  private void check(Draft draft) {
    try {
      Policy policy = PolicyShape.check(draft.id(), draft.fields());
      expressions.check(policy);
    } catch (ApiException e) {
      draft.refuse(e.error().message());
    }
    Set<Draft> next = named(draft);
    for (int length = 0; length < Policy.MOST_OTHERS && !next.isEmpty(); length++) {
      Set<Draft> further = new HashSet<>();
      next.forEach(each -> further.addAll(named(each)));
      next = further;
    }
    if (!next.isEmpty()) {
      draft.refuse(PolicyChains.TOO_LONG);
    }
  }

  private static Set<Draft> named(Draft policy) {
    Set<Draft> named = new HashSet<>(policy.dependencies());
    named.removeIf(each -> each.kind() != EntityKind.POLICY);
    return named;
  }
}
