package dev.gatehouse.entitlement.entitlement;

import dev.gatehouse.core.id.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Who holds which entitlement now. Implemented by whatever keeps the grants. */
public interface Holdings {
  /** The live bindings ({@code AppEntitlementUserBinding}) of a person, by entitlement. */
  Mono<Map<String, List<ObjectNode>>> bindingsOf(UserId person, Collection<String> entitlements);

  /** The entitlements that a person holds. */
  Mono<List<String>> heldBy(UserId person);

  /** The entitlements that at least one of these accounts holds. */
  Mono<List<String>> heldByAccounts(Collection<String> appUsers);
}
