package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.store.RememberedCatalog;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.internal.LeaseAnswer.Target;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Accesses as the stored catalogue has them. */
@Component
class CatalogAccesses implements AccessCatalog {
  private static final String ASSIGNMENT = "APP_ENTITLEMENT_PURPOSE_VALUE_ASSIGNMENT";

  private final EntityStore store;
  private final RememberedCatalog remembered;
  private final MongoGrants grants;

  CatalogAccesses(EntityStore store, RememberedCatalog remembered, MongoGrants grants) {
    this.store = store;
    this.remembered = remembered;
    this.grants = grants;
  }

  @Override
  public Mono<Access> access(EntitlementRef ref, AppUserId account, ConnectorId connector) {
    return remembered.within(
        Mono.zip(
                entitlement(ref),
                account(ref.appId(), account),
                optional(remembered.find(EntityKind.CONNECTOR, connector.value())))
            .map(
                found ->
                    access(
                        ref,
                        account,
                        connector,
                        found.getT1().orElse(null),
                        found.getT2().orElse(null),
                        found.getT3().filter(each -> !each.deleted()).orElse(null))));
  }

  private static Access access(
      EntitlementRef ref,
      AppUserId account,
      ConnectorId connector,
      @Nullable Entity entitlement,
      @Nullable Entity appUser,
      @Nullable Entity target) {
    if (entitlement == null) {
      return new Access.Gone(noEntitlement(ref));
    }
    if (appUser == null) {
      return new Access.Gone(noAccount(ref.appId(), account));
    }
    if (target == null) {
      return new Access.Gone(
          "Expected a connector with the id %s, but there is none.".formatted(connector));
    }
    return new Access.Found(
        holder(entitlement, appUser),
        deleted(entitlement, appUser),
        target(entitlement, appUser, target));
  }

  private static String deleted(Entity entitlement, Entity appUser) {
    if (entitlement.deleted()) {
      return "Expected an entitlement that is there, but %s was deleted."
          .formatted(entitlement.text("displayName"));
    }
    return appUser.deleted()
        ? "Expected an account that is there, but %s was deleted."
            .formatted(appUser.text("displayName"))
        : "";
  }

  private static Target target(Entity entitlement, Entity appUser, Entity connector) {
    return new Target(
        connector.text(Hidden.CONNECTOR_KIND),
        texts(connector.fields().path(Hidden.CONNECTOR_CONFIG)),
        entitlement.fields().path("sourceConnectorIds").path(connector.id()).asString(""),
        appUser.text("username"),
        texts(appUser.fields().path("profile")),
        entitlement.text("displayName"));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            each -> {
              JsonNode value = each.getValue();
              if (value.isValueNode() && !value.isNull()) {
                texts.put(each.getKey(), value.asString());
              }
            });
    return texts;
  }

  @Override
  public Mono<Holding> holding(
      EntitlementRef ref, @Nullable AppUserId account, @Nullable UserId person) {
    return entitlement(ref)
        .flatMap(
            found -> {
              Entity entitlement = found.orElse(null);
              if (entitlement == null) {
                return Mono.just(new Holding.Missing(noEntitlement(ref)));
              }
              if (account != null) {
                return account(ref.appId(), account)
                    .map(
                        appUser ->
                            appUser
                                .<Holding>map(each -> new Holding.Held(holder(entitlement, each)))
                                .orElseGet(
                                    () -> new Holding.Missing(noAccount(ref.appId(), account))));
              }
              return person == null
                  ? Mono.just(
                      new Holding.Missing(
                          "Expected an account or a person, but neither was named."))
                  : ofPerson(entitlement, ref, person);
            });
  }

  /** The account that holds the access, else the first that could. */
  private Mono<Holding> ofPerson(Entity entitlement, EntitlementRef ref, UserId person) {
    return store
        .all(
            EntityKind.APP_USER,
            and(eq("identityUserId", person.value()), eq("appId", ref.appId().value())))
        .sort((a, b) -> a.id().compareTo(b.id()))
        .collectList()
        .flatMap(
            accounts ->
                grants
                    .live(ref, accounts.stream().map(each -> new AppUserId(each.id())).toList())
                    .next()
                    .map(grant -> grant.key().appUserId().value())
                    .defaultIfEmpty("")
                    .map(
                        holds ->
                            accounts.stream()
                                .filter(each -> each.id().equals(holds))
                                .findFirst()
                                .or(
                                    () ->
                                        accounts.stream()
                                            .filter(each -> !each.deleted())
                                            .findFirst())
                                .<Holding>map(each -> new Holding.Held(holder(entitlement, each)))
                                .orElseGet(
                                    () -> new Holding.NoAccount(person, isAccount(entitlement)))));
  }

  @Override
  public Mono<AppUserId> standIn(AppId app, UserId person) {
    String id = DerivedId.of("app-user-by-hand", app.value(), person.value());
    return store
        .get(EntityKind.USER, person.value())
        .flatMap(user -> store.create(Entity.create(EntityKind.APP_USER, id, standIn(app, user))))
        .onErrorResume(
            ApiException.class,
            e -> e.error().code() == Code.ALREADY_EXISTS ? Mono.empty() : Mono.error(e))
        .thenReturn(new AppUserId(id));
  }

  private static ObjectNode standIn(AppId app, Entity user) {
    ObjectNode fields =
        Json.object()
            .put("appId", app.value())
            .put("identityUserId", user.id())
            .put("displayName", user.text("displayName"))
            .put("email", user.text("email"))
            .put("username", user.text("email"))
            .put("appUserType", "APP_USER_TYPE_USER")
            .put("isManuallyManaged", true);
    fields.set("status", Json.object().put("status", "STATUS_ENABLED"));
    return fields;
  }

  private Mono<Optional<Entity>> entitlement(EntitlementRef ref) {
    return optional(
        remembered
            .find(EntityKind.ENTITLEMENT, ref.id().value())
            .filter(each -> each.text("appId").equals(ref.appId().value())));
  }

  private Mono<Optional<Entity>> account(AppId app, AppUserId account) {
    return optional(
        remembered
            .find(EntityKind.APP_USER, account.value())
            .filter(each -> each.text("appId").equals(app.value())));
  }

  private static Mono<Optional<Entity>> optional(Mono<Entity> entity) {
    return entity.map(Optional::of).defaultIfEmpty(Optional.empty());
  }

  private static Holder holder(Entity entitlement, Entity appUser) {
    String person = appUser.text("identityUserId");
    return new Holder(
        new AppUserId(appUser.id()),
        person.isEmpty() ? null : new UserId(person),
        isAccount(entitlement));
  }

  static boolean isAccount(Entity entitlement) {
    return entitlement.text("purpose").equals(ASSIGNMENT);
  }

  private static String noEntitlement(EntitlementRef ref) {
    return "Expected an entitlement of the app %s, but there is no %s."
        .formatted(ref.appId(), ref.id());
  }

  private static String noAccount(AppId app, AppUserId account) {
    return "Expected an account of the app %s, but there is no %s.".formatted(app, account);
  }
}
