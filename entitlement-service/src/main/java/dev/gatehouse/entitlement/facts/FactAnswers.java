package dev.gatehouse.entitlement.facts;

import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.entitlement.facts.FactSources.Loaded;
import dev.gatehouse.entitlement.grant.Held;
import dev.gatehouse.entitlement.policy.BuiltInPolicies;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.form.FormJson;
import dev.gatehouse.model.policy.PolicyReader;
import dev.gatehouse.model.policy.ProvisionPolicyJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Answers questions from what was loaded for them. Pure. */
final class FactAnswers {
  private static final String ASSIGNMENT = "APP_ENTITLEMENT_PURPOSE_VALUE_ASSIGNMENT";

  private final Loaded loaded;
  private final Instant now;

  FactAnswers(Loaded loaded, Instant now) {
    this.loaded = loaded;
    this.now = now;
  }

  Optional<Entitlement> entitlement(EntitlementRef ref) {
    Entity found = loaded.entitlements.get(ref.id().value());
    if (found == null || !found.text("appId").equals(ref.appId().value())) {
      return Optional.empty();
    }
    Entity app = loaded.apps.get(ref.appId().value());
    if (app == null) {
      return Optional.empty();
    }
    String emergency = found.text("emergencyGrantPolicyId");
    JsonNode deprovisioner = found.fields().path("deprovisionerPolicy");
    return Optional.of(
        new Entitlement(
            ref,
            found.text("displayName"),
            app.text("displayName"),
            found.deleted() || app.deleted(),
            isAccount(found),
            owners(found),
            owners(app),
            policy(found, app, PolicyType.GRANT),
            policy(found, app, PolicyType.REVOKE),
            policy(found, app, PolicyType.CERTIFY),
            longest(found),
            found.fields().path("emergencyGrantEnabled").asBoolean(false),
            emergency.isEmpty() ? null : new PolicyId(emergency),
            provisioner(found.fields().path("provisionerPolicy")),
            deprovisioner.isObject() ? ProvisionPolicyJson.read(deprovisioner) : null,
            soleConnector(found),
            resourceOwners(found),
            requestForm(found)));
  }

  private static ProvisionPolicy provisioner(JsonNode policy) {
    return policy.isObject()
        ? ProvisionPolicyJson.read(policy)
        : new ProvisionPolicy.Unconfigured();
  }

  /** The entitlement's own policy, else the app's, else the built-in one. */
  private static PolicyId policy(Entity entitlement, Entity app, PolicyType type) {
    String field = type.key() + "PolicyId";
    String own = entitlement.text(field);
    String ofApp = app.text(field);
    return !own.isEmpty()
        ? new PolicyId(own)
        : !ofApp.isEmpty() ? new PolicyId(ofApp) : BuiltInPolicies.id(type);
  }

  private static @Nullable Duration longest(Entity entitlement) {
    String text = entitlement.text("durationGrant");
    return text.isEmpty() ? null : Durations.parse(text);
  }

  private static @Nullable ConnectorId soleConnector(Entity entitlement) {
    JsonNode connectors = entitlement.fields().path("sourceConnectorIds");
    return connectors.size() == 1
        ? new ConnectorId(connectors.propertyNames().iterator().next())
        : null;
  }

  private @Nullable Form requestForm(Entity entitlement) {
    Entity schema = loaded.requestSchemas.get(entitlement.text("requestSchemaId"));
    return schema == null || schema.deleted()
        ? null
        : FormJson.read(schema.fields().path("form"), "form");
  }

  private List<Person> resourceOwners(Entity entitlement) {
    Entity resource = loaded.resources.get(entitlement.text("appResourceId"));
    return resource == null || resource.deleted() ? List.of() : owners(resource);
  }

  private List<Person> owners(Entity owned) {
    return owned.texts(Hidden.OWNERS).stream()
        .map(id -> person(new UserId(id)))
        .flatMap(Optional::stream)
        .toList();
  }

  Optional<Person> person(UserId id) {
    return Optional.ofNullable(loaded.users.get(id.value())).map(this::person);
  }

  private Person person(Entity user) {
    UserId id = new UserId(user.id());
    return new Person(
        id,
        user.text("displayName"),
        !user.deleted() && user.text("status").equals("ENABLED"),
        loaded.leaving.contains(id),
        user.texts("managerIds").stream().map(UserId::new).toList(),
        delegate(user));
  }

  /** The stand-in, within the dates that were set for it. */
  private @Nullable UserId delegate(Entity user) {
    String delegate = user.text("delegatedUserId");
    String start = user.text(Hidden.DELEGATION_START);
    String end = user.text(Hidden.DELEGATION_END);
    boolean begun = start.isEmpty() || !now.isBefore(Instant.parse(start));
    boolean over = !end.isEmpty() && !now.isBefore(Instant.parse(end));
    return delegate.isEmpty() || !begun || over ? null : new UserId(delegate);
  }

  List<Person> superAdmins() {
    return loaded.superAdmins.stream()
        .sorted()
        .map(id -> person(new UserId(id)))
        .flatMap(Optional::stream)
        .toList();
  }

  List<Person> members(EntitlementRef group) {
    return loaded.members.getOrDefault(group, List.of()).stream()
        .map(held -> identity(held.account()))
        .flatMap(Optional::stream)
        .distinct()
        .map(this::person)
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<UserId> identity(AppUserId account) {
    return Optional.ofNullable(loaded.accounts.get(account.value()))
        .map(each -> each.text("identityUserId"))
        .filter(id -> !id.isEmpty())
        .map(UserId::new);
  }

  Optional<Account> account(AppId app, AppUserId id) {
    return Optional.ofNullable(loaded.accounts.get(id.value()))
        .filter(each -> each.text("appId").equals(app.value()))
        .map(FactAnswers::account);
  }

  List<Account> accountsOf(AppId app, UserId person) {
    return loaded.accountsOf(person).stream()
        .filter(each -> each.text("appId").equals(app.value()) && !isGone(each))
        .map(FactAnswers::account)
        .toList();
  }

  private static Account account(Entity appUser) {
    String identity = appUser.text("identityUserId");
    return new Account(
        new AppId(appUser.text("appId")),
        new AppUserId(appUser.id()),
        identity.isEmpty() ? null : new UserId(identity),
        appUser.text("displayName"),
        isGone(appUser));
  }

  /** Whether the account is deleted here, or by word of its own system. */
  static boolean isGone(Entity appUser) {
    return appUser.deleted()
        || appUser.fields().path("status").path("status").asString("").equals("STATUS_DELETED");
  }

  Optional<Policy> policy(PolicyId id) {
    return Optional.ofNullable(loaded.policies.get(id.value()))
        .filter(each -> !each.deleted())
        .map(each -> PolicyReader.read(each.toApi()));
  }

  Optional<LiveGrant> grant(Query.FindGrant query) {
    List<AppUserId> accounts = FactSources.accountsOf(query, loaded);
    return loaded.held.stream()
        .filter(
            each ->
                each.entitlement().equals(query.entitlement()) && accounts.contains(each.account()))
        .findFirst()
        .map(this::live);
  }

  GrantPage page(Query.LiveGrantsOf query) {
    List<Held> found = loaded.pages.getOrDefault(query, List.of());
    if (found.size() <= query.limit()) {
      return new GrantPage(found.stream().map(this::live).toList(), "");
    }
    List<Held> page = found.subList(0, query.limit());
    return new GrantPage(page.stream().map(this::live).toList(), page.getLast().id());
  }

  private LiveGrant live(Held held) {
    Entity entitlement = loaded.entitlements.get(held.entitlement().id().value());
    return new LiveGrant(
        held.entitlement(),
        held.account(),
        identity(held.account()).orElse(null),
        entitlement == null ? held.entitlement().id().value() : entitlement.text("displayName"),
        held.isAccount(),
        held.deprovisionAt());
  }

  private static boolean isAccount(Entity entitlement) {
    return entitlement.text("purpose").equals(ASSIGNMENT);
  }
}
