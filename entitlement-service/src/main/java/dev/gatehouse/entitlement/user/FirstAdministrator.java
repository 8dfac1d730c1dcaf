package dev.gatehouse.entitlement.user;

import static com.mongodb.client.model.Filters.empty;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.FirstStep;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one Super Admin where there is nobody at all, since somebody must be able to import the
 * others.
 */
@Component
@Order(2)
public class FirstAdministrator implements FirstStep {
  /** The address that the first administrator signs in with. */
  public static final String EMAIL = "admin@localhost";

  /** The id of the first administrator: the same in every installation. */
  public static final UserId ID = new UserId(DerivedId.of("gatehouse", "user", EMAIL));

  private final EntityStore store;

  FirstAdministrator(EntityStore store) {
    this.store = store;
  }

  @Override
  public Mono<Void> run() {
    return store
        .first(EntityKind.USER, empty())
        .hasElement()
        .flatMap(somebody -> somebody ? Mono.<Void>empty() : create());
  }

  /** Another copy of the service may do the same at the same moment: one of them wins. */
  private Mono<Void> create() {
    ObjectNode fields = Json.object();
    fields.put("displayName", "Administrator");
    fields.put("email", EMAIL);
    fields.put("status", "ENABLED");
    fields.put("directoryStatus", "ENABLED");
    fields.put("type", "USER_TYPE_HUMAN");
    fields.put("origin", "USER_ORIGIN_LOCAL");
    fields.putArray("roleIds").add(Role.SUPER_ADMIN.name());
    return store
        .create(Entity.create(EntityKind.USER, ID.value(), fields))
        .onErrorResume(ApiException.class, _ -> Mono.empty())
        .then();
  }
}
