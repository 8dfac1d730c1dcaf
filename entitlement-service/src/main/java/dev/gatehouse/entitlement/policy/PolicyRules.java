package dev.gatehouse.entitlement.policy;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.or;

import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.entitlement.access.References;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.policy.PolicyReader;
import java.util.Set;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** What must hold for a policy. */
@Component
class PolicyRules {
  /** The fields that an update can change. */
  static final Set<String> MUTABLE =
      Set.of(
          "annotations",
          "baselinePolicyId",
          "description",
          "displayName",
          "policySteps",
          "policyType",
          "postActions",
          "reassignTasksToDelegates",
          "rules",
          "scope");

  private final References references;
  private final EntityStore store;
  private final PolicyExpressions expressions;
  private final PolicyChains chains;

  PolicyRules(
      References references,
      EntityStore store,
      PolicyExpressions expressions,
      PolicyChains chains) {
    this.references = references;
    this.store = store;
    this.expressions = expressions;
    this.chains = chains;
  }

  Mono<Void> check(String id, ObjectNode fields) {
    return Mono.defer(
        () -> {
          Policy policy = PolicyShape.check(id, fields);
          expressions.check(policy);
          PolicyReferences named = PolicyReferences.of(fields);
          return references
              .checkAll("policySteps", EntityKind.USER, named.ids(EntityKind.USER))
              .then(
                  references.checkAll(
                      "policySteps", EntityKind.CONNECTOR, named.ids(EntityKind.CONNECTOR)))
              .then(references.checkAll("policySteps", EntityKind.APP, named.ids(EntityKind.APP)))
              .then(
                  references.checkAll(
                      "policySteps", EntityKind.ENTITLEMENT, named.ids(EntityKind.ENTITLEMENT)))
              .then(references.checkAll("rules", EntityKind.POLICY, named.ids(EntityKind.POLICY)))
              .then(chains.check(id, policy));
        });
  }

  /** What must hold for a change: a policy that is used stays of its type. */
  Mono<Void> checkChange(Entity before, ObjectNode fields) {
    return check(before.id(), fields)
        .then(
            Mono.defer(
                () -> type(before.fields()) == type(fields) ? Mono.empty() : checkUnused(before)));
  }

  private static PolicyType type(ObjectNode policy) {
    return PolicyReader.type(policy.path("policyType").asString(""));
  }

  /** Refuses with the name of something that still uses the policy. */
  Mono<Void> checkUnused(Entity policy) {
    String id = policy.id();
    Bson used =
        or(
            eq("grantPolicyId", id),
            eq("revokePolicyId", id),
            eq("certifyPolicyId", id),
            eq("emergencyGrantPolicyId", id));
    Bson live = eq("deletedAt", null);
    return store
        .first(EntityKind.APP, and(used, live))
        .switchIfEmpty(Mono.defer(() -> store.first(EntityKind.ENTITLEMENT, and(used, live))))
        .switchIfEmpty(
            Mono.defer(
                () ->
                    store.first(
                        EntityKind.POLICY,
                        and(
                            live,
                            or(
                                eq("baselinePolicyId", id),
                                eq("rules.policyId", id),
                                eq(Hidden.NAMED_POLICIES, id))))))
        .flatMap(
            user ->
                Mono.error(
                    new ApiException(
                        Code.FAILED_PRECONDITION,
                        "Expected a policy that nothing uses, but "
                            + user.kind().article()
                            + " uses it: \""
                            + user.text("displayName")
                            + "\" ("
                            + user.id()
                            + ").")));
  }
}
