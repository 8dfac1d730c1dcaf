package dev.gatehouse.model.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.shape.MessageShape;
import dev.gatehouse.model.shape.Shapes;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ApprovalJsonTest {
  private static final MessageShape SHAPE = Shapes.api().message("c1.api.policy.v1.Approval");
  private static final String[] KINDS = {"users", "manager", "appOwners", "entitlementOwners"};

  private static PolicyStep.Approval read(String kind, String body) {
    return ApprovalJson.read(
        SHAPE.read(Json.mapper().readTree("{\"" + kind + "\": " + body + "}")), "approval");
  }

  @Test
  void eachKindIsWrittenAsTheApiHasItAndReadAgain() {
    for (String kind : KINDS) {
      PolicyStep.Approval step =
          read(kind, "{\"userIds\": [\"bob\"], \"requireDistinctApprovers\": true}");
      ObjectNode written = SHAPE.complete(ApprovalJson.write(step));
      assertThat(written.path(kind).path("requireDistinctApprovers").asBoolean()).isTrue();
      assertThat(ApprovalJson.read(written, "approval")).isEqualTo(step);
    }
  }

  @Test
  void whoeverIsAskedAboutTheirOwnAccountMayAnswer() {
    PolicyStep.Approval step = read("self", "{\"fallback\": true, \"fallbackUserIds\": [\"bob\"]}");
    assertThat(step.approvers().allowSelfApproval()).isTrue();
    ObjectNode written = SHAPE.complete(ApprovalJson.write(step));
    assertThat(written.at("/self/fallbackUserIds/0").asString()).isEqualTo("bob");
    assertThat(ApprovalJson.read(written, "approval")).isEqualTo(step);
  }
}
