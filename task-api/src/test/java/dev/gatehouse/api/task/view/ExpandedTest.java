package dev.gatehouse.api.task.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.PolicyRun;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskState;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class ExpandedTest {
  private static final UserId ANN = new UserId("ann");
  private static final UserId BOB = new UserId("bob");
  private static final UserId CY = new UserId("cy");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** Ann asked for herself; Bob or Cy decides. */
  static Task task() {
    Approvers.Users users = new Approvers.Users(List.of(BOB, CY), false, false);
    PolicyStep.Approval approval =
        new PolicyStep.Approval(users, false, List.of(), false, false, false, false);
    Policy policy = new Policy(new PolicyId("p"), "P", PolicyType.GRANT, false, Map.of(), "{}");
    StepInstance step =
        new StepInstance.Approval(new StepId("s1"), "g1", approval, List.of(BOB, CY), NOW, null);
    EntitlementRef wiki = new EntitlementRef(new AppId("wiki"), new EntitlementId("editors"));
    return new Task(
        new TaskId("t1"),
        1,
        1,
        new Subject.Grant(wiki, null, ANN, null, false, ""),
        TaskState.OPEN,
        Processing.WAITING,
        null,
        null,
        "Editors",
        "",
        ANN,
        Origin.API,
        false,
        "",
        new PolicyRun(policy, "g1", step, List.of(), List.of(), null),
        List.of(),
        List.of(ANN, BOB, CY),
        List.of(),
        0,
        NOW,
        NOW,
        null,
        "");
  }

  private static ExpandMask mask(String... paths) {
    ObjectNode message = Json.object();
    ArrayNode list = message.putObject("expandMask").putArray("paths");
    Stream.of(paths).forEach(list::add);
    return ExpandMask.of(message);
  }

  private static JsonNode object(String message, String id) {
    return Json.object().put("@type", "type.googleapis.com/" + message).put("id", id);
  }

  private static Expanded expanded(ExpandMask mask) {
    return new Expanded(
        mask,
        List.of(task()),
        List.of(
            object("c1.api.user.v1.User", "cy"),
            object("c1.api.user.v1.User", "ann"),
            object("c1.api.user.v1.User", "bob"),
            object("c1.api.app.v1.App", "wiki")));
  }

  @Test
  void everyObjectStandsOnceAndPathsPointToIt() {
    Expanded all = expanded(mask("*"));

    assertThat(all.objects().valueStream().map(o -> o.path("id").asString()))
        .containsExactly("wiki", "ann", "bob", "cy");
    assertThat(all.path(Expansion.APP, task())).isEqualTo("$.expanded[0]");
    assertThat(all.path(Expansion.USER, task())).isEqualTo("$.expanded[1]");
    assertThat(all.path(Expansion.CREATOR, task())).isEqualTo("$.expanded[1]");
    assertThat(all.path(Expansion.STEP_APPROVERS, task())).isEqualTo("$.expanded[2,3]");
    assertThat(all.path(Expansion.APPROVERS, task())).isEmpty();
    assertThat(all.path(Expansion.ENTITLEMENTS, task())).isEmpty();
  }

  @Test
  void onlyWhatIsAskedForIsExpanded() {
    Expanded app = expanded(mask("appId", "insight_ids"));

    assertThat(app.objects()).hasSize(1);
    assertThat(app.path(Expansion.APP, task())).isEqualTo("$.expanded[0]");
    assertThat(app.path(Expansion.USER, task())).isEmpty();
    assertThat(mask("step_approver_ids").wanted(List.of(task())).users())
        .containsExactlyInAnyOrder("bob", "cy");
    assertThat(mask().wanted(List.of(task())).isEmpty()).isTrue();
  }
}
