package dev.gatehouse.entitlement.policy;

import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.FirstStep;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import java.util.List;
import java.util.Locale;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * The policies that are there from the first start, so that access can be asked for before anything
 * is configured: the owners of the entitlement approve.
 */
@Component
@Order(1)
public class BuiltInPolicies implements FirstStep {
  private static final List<PolicyType> TYPES =
      List.of(PolicyType.GRANT, PolicyType.REVOKE, PolicyType.CERTIFY);

  private final EntityStore store;

  BuiltInPolicies(EntityStore store) {
    this.store = store;
  }

  /** The id of the built-in policy of a type: the same in every installation. */
  public static PolicyId id(PolicyType type) {
    return new PolicyId(DerivedId.of("gatehouse", "policy", type.key()));
  }

  @Override
  public Mono<Void> run() {
    return Flux.fromIterable(TYPES).concatMap(this::create).then();
  }

  private Mono<Void> create(PolicyType type) {
    String id = id(type).value();
    return store
        .find(EntityKind.POLICY, id)
        .switchIfEmpty(
            Mono.defer(
                () ->
                    store
                        .create(Entity.create(EntityKind.POLICY, id, document(type)))
                        .onErrorResume(ApiException.class, _ -> Mono.empty())))
        .then();
  }

  private static ObjectNode document(PolicyType type) {
    ObjectNode policy = Json.object();
    policy.put("displayName", "Owners approve (" + type.key() + ")");
    policy.put("description", "The owners of the entitlement approve, else those of the app.");
    policy.put("policyType", "POLICY_TYPE_" + type.key().toUpperCase(Locale.ROOT));
    policy.put("systemBuiltin", true);
    ObjectNode approval =
        policy
            .putObject("policySteps")
            .putObject(type.key())
            .putArray("steps")
            .addObject()
            .putObject("approval");
    approval.put("allowReassignment", true);
    approval.putObject("entitlementOwners");
    return policy;
  }
}
