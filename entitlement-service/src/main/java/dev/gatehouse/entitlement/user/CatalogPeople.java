package dev.gatehouse.entitlement.user;

import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.rest.security.PeopleDirectory;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells from the catalogue who stands behind the subject of a token. */
@Component
class CatalogPeople implements PeopleDirectory {
  private final EntityStore store;

  CatalogPeople(EntityStore store) {
    this.store = store;
  }

  @Override
  public Mono<Person> find(String subject) {
    return entity(subject)
        .map(user -> new Person(new UserId(user.id()), enabled(user), roles(user)));
  }

  /** The person with this id or address who was not deleted. */
  Mono<Entity> entity(String subject) {
    if (subject.isBlank()) {
      return Mono.empty();
    }
    return store
        .find(EntityKind.USER, subject)
        .filter(user -> !user.deleted())
        .switchIfEmpty(
            Mono.defer(
                () ->
                    store.first(
                        EntityKind.USER, eq(Hidden.EMAIL_KEY, subject.toLowerCase(Locale.ROOT)))));
  }

  static boolean enabled(Entity user) {
    return !user.deleted() && user.text("status").equals("ENABLED");
  }

  static Set<Role> roles(Entity user) {
    Set<Role> roles = EnumSet.of(Role.BASIC_USER);
    for (Role role : Role.values()) {
      if (user.texts("roleIds").contains(role.name())) {
        roles.add(role);
      }
    }
    return roles;
  }
}
