package dev.gatehouse.entitlement.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ExpandedTest {
  private static final Reference MANAGERS =
      Reference.many("manager_ids", EntityKind.USER, "managerIds");

  private final Entity ann = user("ann", "bob", "cy");
  private final List<Entity> objects = List.of(user("cy"), user("bob"));
  private final Map<String, Integer> places = Map.of("cy", 0, "bob", 1);

  @Test
  void oneObjectHasAPlainPath() {
    assertThat(expanded("*").path(MANAGERS, user("dan", "bob"))).isEqualTo("$.expanded[1]");
  }

  @Test
  void severalObjectsShareOnePath() {
    assertThat(expanded("manager_ids").path(MANAGERS, ann)).isEqualTo("$.expanded[1,0]");
  }

  @Test
  void whatWasNotAskedForHasNoPath() {
    assertThat(expanded("role_ids").path(MANAGERS, ann)).isEmpty();
  }

  @Test
  void whatIsNotThereHasNoPath() {
    assertThat(expanded("*").path(MANAGERS, user("dan", "nobody"))).isEmpty();
  }

  @Test
  void objectsCarryTheirType() {
    assertThat(expanded("*").objects().get(0).path("@type").asString())
        .isEqualTo("type.googleapis.com/c1.api.user.v1.User");
  }

  @Test
  void whatLiesInAnAppOfTheCallerMayBeChangedUntilItIsDeleted() {
    assertThat(permissions("app-1", false)).isEqualTo("read true, edit true, delete true");
    assertThat(permissions("app-1", true)).isEqualTo("read true, edit false, delete false");
    assertThat(permissions("app-2", false)).isEqualTo("read true, edit false, delete false");
  }

  private String permissions(String app, boolean deleted) {
    ObjectNode fields = Json.object().put("appId", app);
    if (deleted) {
      fields.put("deletedAt", "2026-01-01T00:00:00.000Z");
    }
    Entity row = new Entity(EntityKind.ENTITLEMENT, "e", 1, fields);
    return expanded("*").permissions(row).properties().stream()
        .map(each -> each.getKey() + " " + each.getValue())
        .collect(Collectors.joining(", "));
  }

  private Expanded expanded(String path) {
    ObjectNode message = Json.object();
    message.putObject("expandMask").putArray("paths").add(path);
    assertThat(ExpandMask.of(message).paths()).isEqualTo(Set.of(FieldMask.lowerCamel(path)));
    return new Expanded(ExpandMask.of(message), objects, places, Set.of("app-1"));
  }

  private static Entity user(String id, String... managers) {
    ObjectNode fields = Json.object();
    for (String manager : managers) {
      fields.withArray("managerIds").add(manager);
    }
    return new Entity(EntityKind.USER, id, 1, fields);
  }
}
