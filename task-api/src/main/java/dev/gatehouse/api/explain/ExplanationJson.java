package dev.gatehouse.api.explain;

import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.explain.Explanation;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.task.Change.RuleTried;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.policy.StepJson;
import dev.gatehouse.model.task.TaskJson;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An explanation as the API tells it; unset fields are left out. */
final class ExplanationJson {
  private ExplanationJson() {}

  static ObjectNode write(Explanation explanation) {
    ObjectNode json = Json.object().put("policyId", explanation.policyId().value());
    ArrayNode rules = json.putArray("rules");
    explanation.rules().forEach(rule -> rules.add(rule(rule)));
    json.set("steps", steps(explanation.steps()));
    ProvisionPolicy provision = explanation.provision();
    if (provision != null) {
      json.set("provision", provision(provision));
    }
    return json;
  }

  private static ObjectNode rule(RuleTried rule) {
    return Json.object()
        .put("policyId", rule.policyId().value())
        .put("condition", rule.condition())
        .put("matched", rule.matched())
        .put("error", rule.error())
        .put("stepKey", rule.stepKey() == null ? "" : rule.stepKey())
        .put("nextPolicyId", TaskJson.text(rule.otherPolicyId()));
  }

  private static ArrayNode steps(List<Explanation.Step> steps) {
    ArrayNode list = Json.array();
    for (Explanation.Step step : steps) {
      ObjectNode json =
          Json.object()
              .put("kind", StepJson.kind(step.definition()))
              .put("outcome", step.outcome().name())
              .put("reason", step.reason());
      json.set("policyStep", StepJson.write(step.definition()));
      ArrayNode approvers = json.putArray("approvers");
      step.approvers().forEach(each -> approvers.add(approver(each)));
      list.add(json);
    }
    return list;
  }

  private static ObjectNode approver(Explanation.Approver approver) {
    ObjectNode json = Json.object().put("userId", approver.id().value());
    ArrayNode because = json.putArray("because");
    approver.because().stream().map(Because::words).forEach(because::add);
    return json;
  }

  private static ObjectNode provision(ProvisionPolicy policy) {
    return switch (policy) {
      case ProvisionPolicy.Connector p -> kind("connector").put("target", p.connectorId().value());
      case ProvisionPolicy.Manual p -> kind("manual");
      case ProvisionPolicy.Unconfigured p -> kind("unconfigured");
      case ProvisionPolicy.Unsupported p -> kind(p.kind());
    };
  }

  private static ObjectNode kind(String kind) {
    return Json.object().put("kind", kind);
  }
}
