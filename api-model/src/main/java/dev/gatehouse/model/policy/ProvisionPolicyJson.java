package dev.gatehouse.model.policy;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.ProvisionPolicy.Assignee;
import dev.gatehouse.model.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How access is provided ({@code c1.api.policy.v1.ProvisionPolicy}), both ways. */
public final class ProvisionPolicyJson {
  private ProvisionPolicyJson() {}

  /** Reads one; missing, null or empty means that nothing is configured. */
  public static ProvisionPolicy read(JsonNode policy) {
    for (String kind : policy.propertyNames()) {
      JsonNode body = policy.get(kind);
      if (body.isNull()) {
        continue;
      }
      return switch (kind) {
        case "connector" -> connector(body, policy);
        case "manual" -> manual(body, policy);
        case "unconfigured" -> new ProvisionPolicy.Unconfigured();
        default -> new ProvisionPolicy.Unsupported(kind, policy.toString());
      };
    }
    return new ProvisionPolicy.Unconfigured();
  }

  private static ProvisionPolicy connector(JsonNode body, JsonNode policy) {
    if (body.hasNonNull("account")) {
      return new ProvisionPolicy.Unsupported("connector.account", policy.toString());
    }
    if (body.hasNonNull("deleteAccount")) {
      return new ProvisionPolicy.Unsupported("connector.deleteAccount", policy.toString());
    }
    String id = body.path("defaultBehavior").path("connectorId").asString("");
    return id.isEmpty()
        ? new ProvisionPolicy.Unconfigured()
        : new ProvisionPolicy.Connector(new ConnectorId(id));
  }

  private static ProvisionPolicy manual(JsonNode body, JsonNode policy) {
    String instructions = body.path("instructions").asString("");
    JsonNode assignee = body.path("assignee");
    for (String kind : assignee.propertyNames()) {
      JsonNode who = assignee.get(kind);
      if (who.isNull()) {
        continue;
      }
      return switch (kind) {
        case "users" ->
            manual(new Assignee.Users(StepJson.users(who.path("userIds"))), who, instructions);
        case "appOwners" -> manual(new Assignee.AppOwners(), who, instructions);
        case "entitlementOwners" ->
            manual(
                new Assignee.EntitlementOwners(StepJson.users(who.path("fallbackUserIds"))),
                who,
                instructions);
        case "manager" ->
            manual(
                new Assignee.Manager(StepJson.users(who.path("fallbackUserIds"))),
                who,
                instructions);
        default -> new ProvisionPolicy.Unsupported("manual." + kind, policy.toString());
      };
    }
    return new ProvisionPolicy.Manual(
        new Assignee.Users(StepJson.users(body.path("userIds"))), instructions);
  }

  private static ProvisionPolicy manual(Assignee assignee, JsonNode who, String instructions) {
    return new ProvisionPolicy.Manual(
        assignee, instructions, who.path("allowReassignment").asBoolean(false));
  }

  /** The policy in the form of the API; unset fields are left out. */
  public static ObjectNode write(ProvisionPolicy policy) {
    return switch (policy) {
      case ProvisionPolicy.Connector p ->
          Json.object()
              .set(
                  "connector",
                  Json.object()
                      .set(
                          "defaultBehavior",
                          Json.object().put("connectorId", p.connectorId().value())));
      case ProvisionPolicy.Manual p ->
          Json.object()
              .set(
                  "manual",
                  Json.object().put("instructions", p.instructions()).set("assignee", assignee(p)));
      case ProvisionPolicy.Unconfigured p -> Json.object().set("unconfigured", Json.object());
      case ProvisionPolicy.Unsupported p -> (ObjectNode) Json.mapper().readTree(p.document());
    };
  }

  private static ObjectNode assignee(ProvisionPolicy.Manual manual) {
    ObjectNode assignee = assignee(manual.assignee());
    assignee.forEach(who -> ((ObjectNode) who).put("allowReassignment", manual.mayBeReassigned()));
    return assignee;
  }

  private static ObjectNode assignee(Assignee assignee) {
    return switch (assignee) {
      case Assignee.Users a ->
          Json.object().set("users", Json.object().set("userIds", StepJson.users(a.users())));
      case Assignee.AppOwners a -> Json.object().set("appOwners", Json.object());
      case Assignee.EntitlementOwners a ->
          Json.object()
              .set(
                  "entitlementOwners",
                  Json.object().set("fallbackUserIds", StepJson.users(a.fallback())));
      case Assignee.Manager a ->
          Json.object()
              .set("manager", Json.object().set("fallbackUserIds", StepJson.users(a.fallback())));
    };
  }
}
