package dev.gatehouse.core.facts;

import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.ProvisionPolicy;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entitlement with everything that a request for it depends on, resolved from entitlement to app
 * to built-in default.
 *
 * @param account true for the entitlement that is the account itself (purpose ASSIGNMENT)
 * @param maxGrantDuration the longest a grant may last; null for no limit
 * @param deprovisioner how access is taken back; null for the inverse of {@code provisioner}
 * @param resourceOwners the owners of the resource it belongs to; null where they are not known
 * @param requestForm what a request for it has to say; null for nothing
 * @param soleConnector the only connector the entitlement is known to, where there is exactly one
 */
public record Entitlement(
    EntitlementRef ref,
    String displayName,
    String appDisplayName,
    boolean deleted,
    boolean account,
    List<Person> owners,
    List<Person> appOwners,
    PolicyId grantPolicyId,
    PolicyId revokePolicyId,
    PolicyId certifyPolicyId,
    @Nullable Duration maxGrantDuration,
    boolean emergencyGrantEnabled,
    @Nullable PolicyId emergencyGrantPolicyId,
    ProvisionPolicy provisioner,
    @Nullable ProvisionPolicy deprovisioner,
    @Nullable ConnectorId soleConnector,
    @Nullable List<Person> resourceOwners,
    @Nullable Form requestForm) {
  public Entitlement {
    owners = List.copyOf(owners);
    appOwners = List.copyOf(appOwners);
    resourceOwners = resourceOwners == null ? null : List.copyOf(resourceOwners);
  }

  /** The people who own the resource it belongs to. */
  public List<Person> ownersOfResource() {
    return resourceOwners == null ? List.of() : resourceOwners;
  }
}
