package dev.gatehouse.entitlement.access;

import dev.gatehouse.core.access.AccessRules;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who may do what in the catalogue. Everybody who is signed in may read it. */
@Component
public class CatalogAccess {
  private final EntityStore store;

  CatalogAccess(EntityStore store) {
    this.store = store;
  }

  /** Refuses a caller whose roles do not allow it. */
  public void require(Caller caller, Permission permission) {
    if (!AccessRules.allows(caller.roles(), permission)) {
      throw new ApiException(
          Code.PERMISSION_DENIED,
          "Expected a role with the permission " + permission + ", but you have none.");
    }
  }

  /** The live app, if the caller may change what is in it: by role, or as an owner of the app. */
  public Mono<Entity> writableApp(Caller caller, String appId) {
    return store
        .live(EntityKind.APP, appId)
        .map(
            app -> {
              if (!mayWrite(caller, app)) {
                throw new ApiException(
                    Code.PERMISSION_DENIED,
                    "Expected an owner of the app or a role with the permission "
                        + Permission.WRITE_CATALOG
                        + ", but you are neither.");
              }
              return app;
            });
  }

  /** Those of these apps in which the current caller may change things; deleted ones are none. */
  public Mono<Set<String>> writable(Set<String> apps) {
    return Caller.current()
        .flatMap(
            caller ->
                store
                    .findAll(EntityKind.APP, apps)
                    .map(
                        found ->
                            found.values().stream()
                                .filter(app -> !app.deleted() && mayWrite(caller, app))
                                .map(Entity::id)
                                .collect(Collectors.toSet())));
  }

  private static boolean mayWrite(Caller caller, Entity app) {
    return AccessRules.allows(caller.roles(), Permission.WRITE_CATALOG)
        || app.texts(Hidden.OWNERS).contains(caller.userId().value());
  }
}
