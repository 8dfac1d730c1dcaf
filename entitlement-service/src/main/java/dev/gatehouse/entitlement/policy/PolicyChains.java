package dev.gatehouse.entitlement.policy;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.policy.PolicyReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Follows the policies that a policy names, and those that they name. All must be of one type, and
 * the way must end, after five at most.
 */
@Component
public class PolicyChains {
  /** What is told of a policy that leads on for too long. */
  public static final String TOO_LONG =
      "Expected a policy to lead to steps within "
          + Policy.MOST_OTHERS
          + " other policies, but it takes more.";

  private final EntityStore store;

  PolicyChains(EntityStore store) {
    this.store = store;
  }

  Mono<Void> check(String id, Policy policy) {
    return follow(id, policy.type(), ids(policy.others()), 1);
  }

  private Mono<Void> follow(String id, PolicyType type, Set<String> named, int length) {
    if (named.isEmpty()) {
      return Mono.empty();
    }
    if (named.contains(id)) {
      return refused("Expected a policy that does not lead back to itself, but this one does.");
    }
    if (length > Policy.MOST_OTHERS) {
      return refused(TOO_LONG);
    }
    return store
        .findAll(EntityKind.POLICY, named)
        .flatMap(found -> follow(id, type, next(type, named, found), length + 1));
  }

  /** What the policies of one length name, in their turn. */
  private static Set<String> next(PolicyType type, Set<String> named, Map<String, Entity> found) {
    for (String each : named) {
      Entity policy = found.get(each);
      if (policy == null || policy.deleted()) {
        throw invalid("Expected rules to name a policy, but there is no \"" + each + "\".");
      }
      if (PolicyReader.type(policy.text("policyType")) != type) {
        throw invalid(
            "Expected rules to name policies of the type %s, but \"%s\" is of another."
                .formatted(type, policy.text("displayName")));
      }
    }
    return found.values().stream()
        .map(policy -> ids(PolicyReader.read(policy.toApi()).others()))
        .flatMap(Collection::stream)
        .collect(Collectors.toSet());
  }

  private static Set<String> ids(List<PolicyId> others) {
    return others.stream().map(PolicyId::value).collect(Collectors.toSet());
  }

  private static Mono<Void> refused(String sentence) {
    return Mono.error(invalid(sentence));
  }

  private static ApiException invalid(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
