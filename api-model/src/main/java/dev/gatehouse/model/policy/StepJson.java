package dev.gatehouse.model.policy;

import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.form.FormJson;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A step of a policy ({@code c1.api.policy.v1.PolicyStep}), both ways. */
public final class StepJson {
  private static final List<String> KINDS =
      List.of("approval", "provision", "accept", "reject", "wait", "form");

  private StepJson() {}

  static PolicyStep read(JsonNode step, String path) {
    for (String kind : step.propertyNames()) {
      JsonNode body = step.get(kind);
      if (body.isNull()) {
        continue;
      }
      return switch (kind) {
        case "approval" -> ApprovalJson.read(body, path + ".approval");
        case "provision" ->
            new PolicyStep.Provision(ProvisionPolicyJson.read(body.path("provisionPolicy")));
        case "accept" -> new PolicyStep.Accept(body.path("acceptMessage").asString(""));
        case "reject" -> new PolicyStep.Reject(body.path("rejectMessage").asString(""));
        case "wait" -> WaitJson.read(body, path + ".wait");
        case "form" -> new PolicyStep.Form(FormJson.read(body.path("form"), path + ".form.form"));
        default ->
            throw new ApiException(
                Code.INVALID_ARGUMENT,
                "Expected %s to be one of %s, which this version runs, but it was %s."
                    .formatted(path, String.join(", ", KINDS), kind));
      };
    }
    throw new ApiException(
        Code.INVALID_ARGUMENT,
        "Expected %s to be one of %s, but it was empty.".formatted(path, String.join(", ", KINDS)));
  }

  /** The step in the form of the API; unset fields are left out. */
  public static ObjectNode write(PolicyStep step) {
    return switch (step) {
      case PolicyStep.Approval s -> Json.object().set("approval", ApprovalJson.write(s));
      case PolicyStep.Provision s -> Json.object().set("provision", provision(s));
      case PolicyStep.Accept s ->
          Json.object().set("accept", Json.object().put("acceptMessage", s.message()));
      case PolicyStep.Reject s ->
          Json.object().set("reject", Json.object().put("rejectMessage", s.message()));
      case PolicyStep.Wait s -> Json.object().set("wait", WaitJson.write(s));
      case PolicyStep.Form s ->
          Json.object().set("form", Json.object().set("form", FormJson.write(s.form())));
    };
  }

  /** A provision step without its target, which only a task has. */
  public static ObjectNode provision(PolicyStep.Provision step) {
    return Json.object().set("provisionPolicy", ProvisionPolicyJson.write(step.policy()));
  }

  /** What the kind of a step is called in the API. */
  public static String kind(PolicyStep step) {
    return switch (step) {
      case PolicyStep.Approval s -> "approval";
      case PolicyStep.Provision s -> "provision";
      case PolicyStep.Accept s -> "accept";
      case PolicyStep.Reject s -> "reject";
      case PolicyStep.Wait s -> "wait";
      case PolicyStep.Form s -> "form";
    };
  }

  static List<UserId> users(JsonNode ids) {
    return ids.valueStream()
        .map(JsonNode::asString)
        .filter(id -> !id.isBlank())
        .map(UserId::new)
        .toList();
  }

  static ArrayNode users(List<UserId> ids) {
    ArrayNode list = Json.array();
    ids.forEach(id -> list.add(id.value()));
    return list;
  }
}
