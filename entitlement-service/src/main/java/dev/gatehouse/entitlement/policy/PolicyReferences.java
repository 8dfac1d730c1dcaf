package dev.gatehouse.entitlement.policy;

import dev.gatehouse.entitlement.store.EntityKind;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Turns each id that the message names into another one, in place. */
  public static void replace(JsonNode message, Renaming renaming) {
    if (message instanceof ObjectNode object) {
      for (String field : List.copyOf(object.propertyNames())) {
        JsonNode value = object.path(field);
        EntityKind kind = FIELDS.get(field);
        if (kind == null || value.isObject()) {
          replace(value, renaming);
        } else if (value instanceof ArrayNode array) {
          for (int i = 0; i < array.size(); i++) {
            array.set(i, renamed(kind, field, array.get(i), renaming));
          }
        } else {
          object.set(field, renamed(kind, field, value, renaming));
        }
      }
    } else if (message instanceof ArrayNode array) {
      array.forEach(each -> replace(each, renaming));
    }
  }

  private static JsonNode renamed(
      EntityKind kind, String field, JsonNode value, Renaming renaming) {
    String id = value.asString("");
    return id.isEmpty() ? value : JsonNodeFactory.instance.stringNode(renaming.id(kind, field, id));
  }

  /** Gives things other ids. */
  @FunctionalInterface
  public interface Renaming {
    /** The new id of what the field names. */
    String id(EntityKind kind, String field, String id);
  }
}
