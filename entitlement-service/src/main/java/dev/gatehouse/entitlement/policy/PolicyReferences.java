package dev.gatehouse.entitlement.policy;

import dev.gatehouse.entitlement.store.EntityKind;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a policy or a provision policy names at any depth: people, policies, connectors, apps,
 * entitlements. Ids stand in fields whose names tell what they name.
 */
public final class PolicyReferences {
  private static final Map<String, EntityKind> FIELDS =
      Map.ofEntries(
          Map.entry("userIds", EntityKind.USER),
          Map.entry("fallbackUserIds", EntityKind.USER),
          Map.entry("allowedReassignees", EntityKind.USER),
          Map.entry("reassignToUserIds", EntityKind.USER),
          Map.entry("approverIds", EntityKind.USER),
          Map.entry("policyId", EntityKind.POLICY),
          Map.entry("policyIds", EntityKind.POLICY),
          Map.entry("baselinePolicyId", EntityKind.POLICY),
          Map.entry("connectorId", EntityKind.CONNECTOR),
          Map.entry("appId", EntityKind.APP),
          Map.entry("entitlementId", EntityKind.ENTITLEMENT),
          Map.entry("appEntitlementId", EntityKind.ENTITLEMENT),
          Map.entry("appGroupId", EntityKind.ENTITLEMENT));

  private final Map<EntityKind, Set<String>> named = new EnumMap<>(EntityKind.class);

  private PolicyReferences() {}

  /** All that the message names. */
  public static PolicyReferences of(JsonNode message) {
    PolicyReferences references = new PolicyReferences();
    references.collect(message);
    return references;
  }

  /** The kind that a field names; null if it names nothing. */
  public static @Nullable EntityKind kindOf(String field) {
    return FIELDS.get(field);
  }

  /** The ids of this kind, each once. */
  public List<String> ids(EntityKind kind) {
    return List.copyOf(named.getOrDefault(kind, Set.of()));
  }

  private void collect(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.forEachEntry(
          (field, value) -> {
            EntityKind kind = FIELDS.get(field);
            if (kind == null || value.isObject()) {
              collect(value);
            } else if (value.isArray()) {
              value.forEach(each -> add(kind, each));
            } else {
              add(kind, value);
            }
          });
    } else if (node instanceof ArrayNode array) {
      array.forEach(this::collect);
    }
  }

  private void add(EntityKind kind, JsonNode value) {
    String id = value.asString("");
    if (!id.isEmpty()) {
      named.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(id);
    }
  }

  /**
   * The same message with each id replaced.
   *
   * @param replace from the name of the kind ({@link EntityKind#name}) and the id to the new id
   */
  public static JsonNode replace(JsonNode message, BinaryOperator<String> replace) {
    JsonNode copy = message.deepCopy();
    replaceIn(copy, replace);
    return copy;
  }

  private static void replaceIn(JsonNode node, BinaryOperator<String> replace) {
    if (node instanceof ObjectNode object) {
      for (String field : List.copyOf(object.propertyNames())) {
        JsonNode value = object.path(field);
        EntityKind kind = FIELDS.get(field);
        if (kind == null || value.isObject()) {
          replaceIn(value, replace);
        } else if (value instanceof ArrayNode array) {
          for (int i = 0; i < array.size(); i++) {
            array.set(i, replaced(kind, array.get(i), replace));
          }
        } else {
          object.set(field, replaced(kind, value, replace));
        }
      }
    } else if (node instanceof ArrayNode array) {
      array.forEach(each -> replaceIn(each, replace));
    }
  }

  private static JsonNode replaced(
      EntityKind kind, JsonNode value, BinaryOperator<String> replace) {
    String id = value.asString("");
    return id.isEmpty()
        ? value
        : JsonNodeFactory.instance.stringNode(replace.apply(kind.name(), id));
  }
}
