package dev.gatehouse.entitlement.importing;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.entitlement.entitlement.EntitlementChecks;
import dev.gatehouse.entitlement.policy.PolicyReferences;
import dev.gatehouse.entitlement.policy.PolicyShape;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns a line of a file into the fields that are stored. The API's own fields are taken as they
 * are; the file's shorter ones are turned into them.
 */
final class DraftFields {
  private static final List<String> POLICY_FIELDS =
      List.of("grantPolicyId", "revokePolicyId", "certifyPolicyId", "emergencyGrantPolicyId");

  private final Draft draft;
  private final Names names;
  private final ObjectNode fields;

  private DraftFields(Draft draft, Names names, ObjectNode fields) {
    this.draft = draft;
    this.names = names;
    this.fields = fields;
  }

  /**
   * The fields of an object.
   *
   * @throws ApiException INVALID_ARGUMENT with the reason, if it cannot be taken up
   */
  static ObjectNode of(Draft draft, Names names) {
    ObjectNode line = draft.line();
    if (draft.kind() == EntityKind.CONNECTOR) {
      return ConnectorFields.of(draft);
    }
    if (line.path("status").isString() && draft.kind() == EntityKind.APP_USER) {
      line = line.deepCopy();
      line.set("status", Json.object().set("status", line.path("status")));
    }
    ObjectNode fields = draft.kind().shape().readWithServerFields(line);
    fields.remove(List.of("id", "createdAt", "updatedAt", "deletedAt", "appId"));
    DraftFields made = new DraftFields(draft, names, fields);
    switch (draft.kind()) {
      case USER -> made.user();
      case POLICY -> made.policy();
      case APP -> made.app();
      case RESOURCE_TYPE -> made.resourceType();
      case RESOURCE -> made.resource();
      case APP_USER -> made.appUser();
      case ENTITLEMENT -> made.entitlement();
      case CONNECTOR -> throw new IllegalStateException("Connectors are made above.");
      case REQUEST_SCHEMA -> throw new IllegalStateException("Forms are not imported.");
    }
    return fields;
  }

  private void user() {
    ObjectNode line = draft.line();
    preset("displayName", text("email").isEmpty() ? draft.reference() : text("email"));
    preset("status", "ENABLED");
    preset("directoryStatus", text("status"));
    preset("type", "USER_TYPE_HUMAN");
    preset("origin", "USER_ORIGIN_LOCAL");
    if (line.has("managers") || line.has("managerIds")) {
      String field = line.has("managers") ? "managers" : "managerIds";
      fields.set("managerIds", ids(EntityKind.USER, field, line.path(field)));
    }
    if (line.has("roles") || line.has("roleIds")) {
      fields.set("roleIds", roles(line.has("roles") ? line.path("roles") : line.path("roleIds")));
    }
    JsonNode delegate = line.path("delegate");
    if (delegate.isObject()) {
      fields.put(
          "delegatedUserId",
          names.id(EntityKind.USER, "delegate.user", delegate.path("user").asString("")));
      time(delegate, "start", Hidden.DELEGATION_START);
      time(delegate, "end", Hidden.DELEGATION_END);
    } else if (!text("delegatedUserId").isEmpty()) {
      reference(EntityKind.USER, "delegatedUserId");
    }
  }

  private ArrayNode roles(JsonNode given) {
    Set<String> known = new TreeSet<>(Arrays.stream(Role.values()).map(Role::name).toList());
    ArrayNode roles = Json.array();
    for (JsonNode each : given) {
      String role = each.asString("");
      if (!known.contains(role)) {
        throw refused(
            "Expected roles to be of %s, but there was \"%s\"."
                .formatted(String.join(", ", known), role));
      }
      roles.add(role);
    }
    return roles;
  }

  private void time(JsonNode around, String from, String to) {
    String given = around.path(from).asString("");
    if (!given.isEmpty()) {
      fields.put(to, ImportTimes.read("delegate." + from, given).toString());
    }
  }

  private void policy() {
    fields.remove("systemBuiltin");
    preset("displayName", draft.reference());
    PolicyReferences.replace(fields, names::id);
    PolicyShape.check(draft.id(), fields);
  }

  private void app() {
    preset("displayName", draft.reference());
    fields.remove("appOwners");
    owners();
    policies();
  }

  private void resourceType() {
    preset("displayName", draft.reference());
    fields.put("appId", draft.appId());
  }

  private void resource() {
    preset("displayName", draft.reference());
    fields.put("appId", draft.appId());
    fields.put("appResourceTypeId", draft.container().id());
    owners();
  }

  private void appUser() {
    fields.put("appId", draft.appId());
    preset("username", draft.reference());
    preset("displayName", text("username"));
    preset("appUserType", "APP_USER_TYPE_USER");
    if (!fields.has("status")) {
      fields.putObject("status").put("status", "STATUS_ENABLED");
    }
    String person = draft.line().path("user").asString(text("identityUserId"));
    if (!person.isEmpty()) {
      fields.put("identityUserId", names.id(EntityKind.USER, "user", person));
    }
  }

  private void entitlement() {
    ObjectNode line = draft.line();
    preset("displayName", draft.reference());
    fields.put("appId", draft.appId());
    owners();
    policies();
    if (!text("appResourceTypeId").isEmpty()) {
      reference(EntityKind.RESOURCE_TYPE, "appResourceTypeId");
    }
    if (!text("appResourceId").isEmpty()) {
      reference(EntityKind.RESOURCE, "appResourceId");
    }
    for (String field : List.of("provisionerPolicy", "deprovisionerPolicy")) {
      if (fields.get(field) instanceof ObjectNode policy) {
        PolicyReferences.replace(policy, names::id);
      }
    }
    JsonNode external =
        line.has("externalIds") ? line.path("externalIds") : line.path("sourceConnectorIds");
    if (external.isObject()) {
      ObjectNode known = fields.putObject("sourceConnectorIds");
      external.forEachEntry(
          (connector, id) ->
              known.put(names.id(EntityKind.CONNECTOR, "externalIds", connector), id.asString("")));
    }
    EntitlementChecks.check(fields);
  }

  private void owners() {
    if (draft.line().has("owners")) {
      fields.set(Hidden.OWNERS, ids(EntityKind.USER, "owners", draft.line().path("owners")));
    }
  }

  private void policies() {
    for (String field : POLICY_FIELDS) {
      if (!text(field).isEmpty()) {
        reference(EntityKind.POLICY, field);
      }
    }
  }

  private void reference(EntityKind kind, String field) {
    fields.put(field, names.id(kind, field, text(field)));
  }

  private ArrayNode ids(EntityKind kind, String field, JsonNode texts) {
    if (!texts.isArray()) {
      throw refused("Expected " + field + " to be a list, but it was something else.");
    }
    ArrayNode ids = Json.array();
    texts.forEach(text -> ids.add(names.id(kind, field, text.asString(""))));
    return ids;
  }

  private void preset(String field, String value) {
    if (text(field).isEmpty() && !value.isEmpty()) {
      fields.put(field, value);
    }
  }

  private String text(String field) {
    return fields.path(field).asString("");
  }

  private static ApiException refused(String sentence) {
    return new ApiException(Code.INVALID_ARGUMENT, sentence);
  }
}
