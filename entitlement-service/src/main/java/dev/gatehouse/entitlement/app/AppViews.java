package dev.gatehouse.entitlement.app;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.entitlement.web.Api;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Apps as the API shows them: with the people who own them. */
@Component
class AppViews {
  private final EntityStore store;

  AppViews(EntityStore store) {
    this.store = store;
  }

  Mono<List<ObjectNode>> load(List<Entity> apps) {
    Set<String> owners = new LinkedHashSet<>();
    apps.forEach(app -> owners.addAll(app.texts(Hidden.OWNERS)));
    return store
        .findAll(EntityKind.USER, owners)
        .map(people -> apps.stream().map(app -> view(app, people)).toList());
  }

  private static ObjectNode view(Entity app, Map<String, Entity> people) {
    ObjectNode message = app.toApi();
    message.set(
        "appOwners",
        Api.list(
            app.texts(Hidden.OWNERS).stream()
                .map(people::get)
                .filter(Objects::nonNull)
                .map(Entity::toApi)
                .toList()));
    return message;
  }
}
