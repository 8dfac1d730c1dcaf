package dev.gatehouse.model.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.model.Json;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class CompletedAnswersTest {
  private static final JsonNode DESCRIPTION = description();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c1.api.task.v1.TaskServiceCreateGrantResponse",
        "c1.api.task.v1.TaskServiceCreateOffboardingResponse",
        "c1.api.task.v1.TaskActionsServiceApproveResponse",
      })
  void aTaskAnswerHoldsAgainstTheDescription(String name) {
    ObjectNode answer =
        (ObjectNode)
            Json.mapper()
                .readTree(
                    """
                    {"taskView": {"appPath": "$.expanded[0]", "task": {
                        "id": "2abc", "numericId": 7, "state": "TASK_STATE_OPEN",
                        "createdAt": "2026-01-31T12:00:00Z",
                        "type": {"grant": {"appId": "wiki", "grantDuration": "3600s"}},
                        "policy": {
                          "policy": {"policySteps": {"grant": {"steps": [
                              {"approval": {"users": {"userIds": ["bob"]}}}]}}},
                          "current": {"id": "s1", "approval": {"approval": {"users": {}}}},
                          "history": [{"id": "s0", "accept": {}}],
                          "next": [{"provision": {}}]}}},
                     "expanded": [
                        {"@type": "type.googleapis.com/c1.api.app.v1.App", "id": "wiki"}]}
                    """);

    ObjectNode completed = Shapes.api().message(name).complete(answer);

    assertThat(Holds.problems(DESCRIPTION, name, completed)).isEmpty();
    JsonNode task = completed.path("taskView").path("task");
    assertThat(task.path("numericId").asString()).isEqualTo("7");
    assertThat(task.path("processing").asString()).isEqualTo("TASK_PROCESSING_TYPE_UNSPECIFIED");
    assertThat(task.path("type").path("grant").path("outcome").asString())
        .isEqualTo("GRANT_OUTCOME_UNSPECIFIED");
    assertThat(task.path("type").path("revoke").isNull()).isTrue();
    assertThat(task.path("deletedAt").isNull()).isTrue();
    assertThat(task.path("stepApproverIds").isArray()).isTrue();
    assertThat(completed.path("expanded").get(0)).isEqualTo(answer.path("expanded").get(0));
  }

  @Test
  void anEntitlementAnswerHoldsAgainstTheDescription() {
    String name = "c1.api.app.v1.CreateAppEntitlementResponse";
    ObjectNode answer =
        (ObjectNode)
            Json.mapper()
                .readTree(
                    """
                    {"appEntitlementView": {"appEntitlement": {
                      "id": "e1", "displayName": "Editors", "durationGrant": "7200s",
                      "sourceConnectorIds": {"ldap": "cn=editors"},
                      "provisionerPolicy": {"connector": {"defaultBehavior": {}}}}},
                     "expanded": []}
                    """);

    ObjectNode completed = Shapes.api().message(name).complete(answer);

    assertThat(Holds.problems(DESCRIPTION, name, completed)).isEmpty();
  }

  @Test
  void everyMessageCanBeCompletedFromNothing() {
    assertThat(Shapes.api().names())
        .hasSizeGreaterThan(300)
        .allSatisfy(
            name ->
                assertThat(
                        Holds.problems(
                            DESCRIPTION, name, Shapes.api().message(name).complete(Json.object())))
                    .isEmpty());
  }

  @Test
  void aFieldThatTheMessageDoesNotHaveIsABug() {
    ObjectNode partial = Json.object();
    partial.putObject("taskView").put("tsk", "2abc");

    assertThatThrownBy(
            () ->
                Shapes.api()
                    .message("c1.api.task.v1.TaskServiceCreateGrantResponse")
                    .complete(partial))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("taskView")
        .hasMessageContaining("tsk");
  }

  @ParameterizedTest
  @CsvSource({"state, TASK_STATE_UNHEARD", "id, 7", "commentCount, x", "annotations, {}"})
  void aValueOfAnotherKindIsABug(String field, String value) {
    ObjectNode partial = Json.object();
    switch (value) {
      case "7" -> partial.put(field, 7);
      case "{}" -> partial.putObject(field);
      default -> partial.put(field, value);
    }

    assertThatThrownBy(() -> Shapes.api().message("c1.api.task.v1.Task").complete(partial))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(field);
  }

  static JsonNode description() {
    try (InputStream in = Shapes.class.getResourceAsStream("/gatehouse/openapi.yaml")) {
      return YAMLMapper.shared().readTree(in);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
