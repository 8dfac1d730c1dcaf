package dev.gatehouse.entitlement.facts;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.grant.Held;
import dev.gatehouse.entitlement.grant.Leavers;
import dev.gatehouse.entitlement.grant.LiveGrants;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.store.RememberedCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Loads what a set of questions is about: a query for each kind of thing, in four steps that build
 * on each other, however many questions there are. Grants are read from the primary, and so is what
 * is not remembered of the catalogue.
 */
@Component
class FactSources {
  private static final int MOST_MEMBERS = 500;

  private final RememberedCatalog catalog;
  private final LiveGrants grants;
  private final Leavers leavers;

  FactSources(RememberedCatalog catalog, LiveGrants grants, Leavers leavers) {
    this.catalog = catalog;
    this.grants = grants;
    this.leavers = leavers;
  }

  /** What was loaded, by id. */
  static final class Loaded {
    final Map<String, Entity> entitlements = new LinkedHashMap<>();
    final Map<String, Entity> apps = new LinkedHashMap<>();
    final Map<String, Entity> resources = new LinkedHashMap<>();
    final Map<String, Entity> users = new LinkedHashMap<>();
    final Map<String, Entity> accounts = new LinkedHashMap<>();
    final Map<String, Entity> policies = new LinkedHashMap<>();
    final Map<String, Entity> requestSchemas = new LinkedHashMap<>();
    final List<String> superAdmins = new ArrayList<>();
    final List<Held> held = new ArrayList<>();
    final Map<Query.LiveGrantsOf, List<Held>> pages = new LinkedHashMap<>();
    final Map<EntitlementRef, List<Held>> members = new LinkedHashMap<>();
    final Set<UserId> leaving = new HashSet<>();

    List<Entity> accountsOf(UserId person) {
      return accounts.values().stream()
          .filter(each -> each.text("identityUserId").equals(person.value()))
          .sorted((a, b) -> a.id().compareTo(b.id()))
          .toList();
    }
  }

  Mono<Loaded> load(Collection<Query.OfCatalog<?>> queries) {
    Loaded loaded = new Loaded();
    Wanted wanted = Wanted.of(queries);
    return catalog.within(
        named(wanted, loaded)
            .then(Mono.defer(() -> held(queries, loaded)))
            .then(Mono.defer(() -> behind(loaded)))
            .then(Mono.defer(() -> people(loaded)))
            .thenReturn(loaded));
  }

  /** What the questions name. */
  private Mono<Void> named(Wanted wanted, Loaded loaded) {
    return Mono.when(
        into(EntityKind.ENTITLEMENT, wanted.entitlements(), loaded.entitlements),
        into(EntityKind.POLICY, wanted.policies(), loaded.policies),
        into(EntityKind.USER, wanted.users(), loaded.users),
        into(EntityKind.APP_USER, wanted.accounts(), loaded.accounts),
        catalog
            .accountsOf(wanted.accountOwners())
            .doOnNext(found -> found.forEach(each -> put(loaded.accounts, each))),
        wanted.superAdmins()
            ? catalog
                .superAdmins()
                .doOnNext(found -> found.forEach(each -> put(loaded.users, each)))
                .doOnNext(found -> found.forEach(each -> addAdmin(loaded, each)))
            : Mono.empty());
  }

  private static void addAdmin(Loaded loaded, Entity user) {
    synchronized (loaded.superAdmins) {
      loaded.superAdmins.add(user.id());
    }
  }

  /** The grants that the questions are about. */
  private Mono<Void> held(Collection<Query.OfCatalog<?>> queries, Loaded loaded) {
    List<LiveGrants.Access> accesses = new ArrayList<>();
    List<Query.LiveGrantsOf> pages = new ArrayList<>();
    List<EntitlementRef> groups = new ArrayList<>();
    for (Query.OfCatalog<?> query : queries) {
      if (query instanceof Query.FindGrant q) {
        accountsOf(q, loaded)
            .forEach(account -> accesses.add(new LiveGrants.Access(q.entitlement(), account)));
      } else if (query instanceof Query.LiveGrantsOf q) {
        pages.add(q);
      } else if (query instanceof Query.MembersOf q) {
        groups.add(q.entitlement());
      }
    }
    return Mono.when(
        grants.among(accesses).collectList().doOnNext(loaded.held::addAll),
        Flux.fromIterable(pages).concatMap(q -> page(q, loaded)),
        Flux.fromIterable(groups)
            .concatMap(
                group ->
                    grants
                        .holders(List.of(group), MOST_MEMBERS)
                        .collectList()
                        .doOnNext(found -> loaded.members.put(group, found))));
  }

  private Mono<List<Held>> page(Query.LiveGrantsOf query, Loaded loaded) {
    List<AppUserId> accounts =
        loaded.accountsOf(query.person()).stream().map(each -> new AppUserId(each.id())).toList();
    return grants
        .page(accounts, query.accounts(), query.after(), query.limit() + 1)
        .collectList()
        .doOnNext(found -> loaded.pages.put(query, found));
  }

  static List<AppUserId> accountsOf(Query.FindGrant query, Loaded loaded) {
    AppUserId account = query.appUserId();
    UserId person = query.identity();
    if (account != null) {
      return List.of(account);
    }
    return person == null
        ? List.of()
        : loaded.accountsOf(person).stream()
            .filter(each -> each.text("appId").equals(query.entitlement().appId().value()))
            .map(each -> new AppUserId(each.id()))
            .toList();
  }

  /** What the loaded things point to. */
  private Mono<Void> behind(Loaded loaded) {
    Set<String> entitlements = new HashSet<>();
    Set<String> accounts = new HashSet<>();
    loaded.held.forEach(each -> entitlements.add(each.entitlement().id().value()));
    loaded
        .pages
        .values()
        .forEach(page -> page.forEach(each -> entitlements.add(each.entitlement().id().value())));
    loaded
        .members
        .values()
        .forEach(group -> group.forEach(each -> accounts.add(each.account().value())));
    loaded.held.forEach(each -> accounts.add(each.account().value()));
    entitlements.removeAll(loaded.entitlements.keySet());
    accounts.removeAll(loaded.accounts.keySet());
    Set<String> apps = new HashSet<>();
    Set<String> resources = new HashSet<>();
    Set<String> schemas = new HashSet<>();
    for (Entity each : loaded.entitlements.values()) {
      apps.add(each.text("appId"));
      if (!each.text("requestSchemaId").isEmpty()) {
        schemas.add(each.text("requestSchemaId"));
      }
      if (!each.text("appResourceId").isEmpty()) {
        resources.add(each.text("appResourceId"));
      }
    }
    return Mono.when(
        into(EntityKind.RESOURCE, resources, loaded.resources),
        into(EntityKind.REQUEST_SCHEMA, schemas, loaded.requestSchemas),
        into(EntityKind.ENTITLEMENT, entitlements, loaded.entitlements),
        into(EntityKind.APP_USER, accounts, loaded.accounts),
        into(EntityKind.APP, apps, loaded.apps));
  }

  /** The people behind owners and members, and who of all is leaving. */
  private Mono<Void> people(Loaded loaded) {
    Set<String> users = new HashSet<>();
    loaded.entitlements.values().forEach(each -> users.addAll(each.texts(Hidden.OWNERS)));
    loaded.apps.values().forEach(each -> users.addAll(each.texts(Hidden.OWNERS)));
    loaded.resources.values().forEach(each -> users.addAll(each.texts(Hidden.OWNERS)));
    loaded
        .members
        .values()
        .forEach(
            group ->
                group.forEach(
                    each -> {
                      Entity account = loaded.accounts.get(each.account().value());
                      if (account != null) {
                        users.add(account.text("identityUserId"));
                      }
                    }));
    users.removeAll(loaded.users.keySet());
    return into(EntityKind.USER, users, loaded.users)
        .then(
            Mono.defer(
                () ->
                    loaded.users.isEmpty()
                        ? Mono.empty()
                        : leavers
                            .among(loaded.users.keySet().stream().map(UserId::new).toList())
                            .doOnNext(loaded.leaving::addAll)
                            .then()));
  }

  private Mono<Void> into(EntityKind kind, Set<String> ids, Map<String, Entity> target) {
    return ids.isEmpty()
        ? Mono.empty()
        : catalog
            .findAll(kind, ids)
            .doOnNext(found -> found.values().forEach(each -> put(target, each)))
            .then();
  }

  /** Queries of one step run at once and may fill the same map. */
  private static void put(Map<String, Entity> target, Entity entity) {
    synchronized (target) {
      target.put(entity.id(), entity);
    }
  }
}
