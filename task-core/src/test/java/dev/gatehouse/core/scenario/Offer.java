package dev.gatehouse.core.scenario;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.form.Field;
import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entitlement of the test world, with its settings; each one has policies of its own. */
public final class Offer {
  private final World world;
  private final EntitlementRef ref;
  private List<String> owners = List.of("olga");
  private List<String> appOwners = List.of("otto");
  private List<String> resourceOwners = List.of();
  private boolean deleted;
  private boolean account;
  private boolean emergency;
  private @Nullable Duration longest;
  private ProvisionPolicy provisioner = new ProvisionPolicy.Connector(new ConnectorId("ldap"));
  private @Nullable ProvisionPolicy deprovisioner;
  private @Nullable ConnectorId soleConnector;
  private @Nullable Form requestForm;

  Offer(World world, EntitlementRef ref) {
    this.world = world;
    this.ref = ref;
  }

  public Offer grantPolicy(PolicyStep... steps) {
    world.policy(policyId("grant"), "grant", steps);
    return this;
  }

  public Offer revokePolicy(PolicyStep... steps) {
    world.policy(policyId("revoke"), "revoke", steps);
    return this;
  }

  public Offer emergencyPolicy(PolicyStep... steps) {
    world.policy(policyId("emergency"), "grant", steps);
    emergency = true;
    return this;
  }

  public Offer owners(String... people) {
    owners = List.of(people);
    return this;
  }

  public Offer appOwners(String... people) {
    appOwners = List.of(people);
    return this;
  }

  public Offer resourceOwners(String... people) {
    resourceOwners = List.of(people);
    return this;
  }

  public Offer deleted() {
    deleted = true;
    return this;
  }

  public Offer account() {
    account = true;
    return this;
  }

  public Offer longest(Duration duration) {
    longest = duration;
    return this;
  }

  public Offer provisioner(ProvisionPolicy policy) {
    provisioner = policy;
    return this;
  }

  public Offer deprovisioner(ProvisionPolicy policy) {
    deprovisioner = policy;
    return this;
  }

  public Offer soleConnector(String id) {
    soleConnector = new ConnectorId(id);
    return this;
  }

  /** What a request has to say. */
  public Offer requestForm(Field... fields) {
    requestForm = Steps.form(fields).form();
    return this;
  }

  public EntitlementRef ref() {
    return ref;
  }

  /** The policy of a kind: {@code grant}, {@code revoke} or {@code emergency}. */
  public PolicyId policyId(String kind) {
    return new PolicyId(ref.id() + "-" + kind);
  }

  /** Whether the access is the account itself. */
  public boolean isAccount() {
    return account;
  }

  Entitlement entitlement(Function<String, Person> people) {
    return new Entitlement(
        ref,
        ref.id().value(),
        "Wiki",
        deleted,
        account,
        owners.stream().map(people).toList(),
        appOwners.stream().map(people).toList(),
        policyId("grant"),
        policyId("revoke"),
        policyId("certify"),
        longest,
        emergency,
        emergency ? policyId("emergency") : null,
        provisioner,
        deprovisioner,
        soleConnector,
        resourceOwners.stream().map(people).toList(),
        requestForm);
  }
}
