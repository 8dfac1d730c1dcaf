package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.reset;
import static dev.gatehouse.core.scenario.Acts.restart;
import static dev.gatehouse.core.scenario.Acts.revoke;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.RuleTried;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Change.TaskCreated;
import dev.gatehouse.core.task.Reason;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which steps a request runs through, where its policy has rules. */
class PolicyResolutionTest {
  private static final PolicyStep BOB = approval(users("bob"));
  private static final PolicyStep CY = approval(users("cy"));
  private static final PolicyStep DAN = approval(users("dan"));

  /**
   * A world in which requests for editors are decided by this policy, and others by their names.
   */
  private static World deciding(Policy grant, Policy... others) {
    World world = world().policy(grant);
    for (Policy other : others) {
      world.policy(other);
    }
    return world;
  }

  private static Policy policy(
      String id, @Nullable String baselinePolicy, List<Rule> rules, Map<String, PolicyStep> steps) {
    return new Policy(
        new PolicyId(id),
        id,
        PolicyType.GRANT,
        false,
        Map.copyOf(
            steps.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, each -> List.of(each.getValue())))),
        "{}",
        rules,
        baselinePolicy == null ? null : new PolicyId(baselinePolicy));
  }

  private static Rule steps(String condition, String key) {
    return new Rule(condition, new Rule.Steps(key));
  }

  private static Rule another(String condition, String id) {
    return new Rule(condition, new Rule.Another(new PolicyId(id)));
  }

  private static List<String> tried(TaskScenario scenario) {
    return scenario.engine().changes(new TaskId("t1")).stream()
        .filter(RuleTried.class::isInstance)
        .map(RuleTried.class::cast)
        .map(
            rule ->
                "%d %s: %s %s%s"
                    .formatted(
                        rule.depth(),
                        rule.policyId(),
                        rule.ofBaseline() ? "baseline" : rule.condition(),
                        rule.matched(),
                        rule.error().isEmpty() ? "" : ", " + rule.error()))
        .toList();
  }

  @Test
  void theFirstRuleThatHoldsDecidesAndTheRestIsNotTried() {
    Policy policy =
        policy(
            "editors-grant",
            null,
            List.of(steps("false", "x"), steps("true", "y"), steps("true", "x")),
            Map.of("grant", BOB, "x", CY, "y", DAN));

    TaskScenario scenario =
        given(deciding(policy))
            .when("ann", request("editors"))
            .then(TaskCreated.class, RuleTried.class, RuleTried.class, StepStarted.class)
            .thenAsked("dan");

    assertThat(tried(scenario))
        .containsExactly("0 editors-grant: false false", "0 editors-grant: true true");
  }

  @Test
  void withoutARuleThatHoldsTheBaselineDecides() {
    Policy policy =
        policy("editors-grant", null, List.of(steps("false", "x")), Map.of("grant", BOB, "x", CY));

    TaskScenario scenario =
        given(deciding(policy)).when("ann", request("editors")).thenAsked("bob");

    assertThat(tried(scenario))
        .containsExactly("0 editors-grant: false false", "0 editors-grant: baseline true");
  }

  @Test
  void aConditionThatFailsDoesNotHoldAndSaysWhy() {
    Policy policy =
        policy(
            "editors-grant", null, List.of(steps("nonsense", "x")), Map.of("grant", BOB, "x", CY));

    TaskScenario scenario =
        given(deciding(policy)).when("ann", request("editors")).thenAsked("bob");

    assertThat(tried(scenario))
        .contains("0 editors-grant: nonsense false, Expected sense, but it was nonsense.");
  }

  @Test
  void aConditionAsksForWhatItNeedsToKnow() {
    Policy policy =
        policy(
            "editors-grant",
            null,
            List.of(steps("led by mia", "x")),
            Map.of("grant", BOB, "x", CY));

    given(deciding(policy)).when("ann", request("editors")).thenAsked("cy");
    given(deciding(policy)).when("hal", request("editors").forPerson("bob")).thenAsked("root");
  }

  @Test
  void anotherPolicyMayDecideAndItsRulesAreTriedToo() {
    Policy first = policy("editors-grant", null, List.of(another("true", "second")), Map.of());
    Policy second = policy("second", "third", List.of(steps("false", "x")), Map.of("x", CY));
    Policy third = policy("third", null, List.of(), Map.of("grant", DAN));

    TaskScenario scenario =
        given(deciding(first, second, third)).when("ann", request("editors")).thenAsked("dan");

    assertThat(tried(scenario))
        .containsExactly(
            "0 editors-grant: true true",
            "1 second: false false",
            "1 second: baseline true",
            "2 third: baseline true");
    assertThat(scenario.task().policy())
        .satisfies(run -> assertThat(run.policy().id()).isEqualTo(first.id()));
  }

  @Test
  void aPolicyThatIsGoneOrOfAnotherTypeIsRefused() {
    Policy policy = policy("editors-grant", "gone", List.of(), Map.of());
    given(deciding(policy))
        .when("ann", request("editors"))
        .thenRejected(Reason.INVALID, "a policy to decide this request, but gone was not found")
        .thenThereIsNoTask();
    Policy wrong = policy("editors-grant", "editors-revoke", List.of(), Map.of());
    given(deciding(wrong))
        .when("ann", request("editors"))
        .thenRejected(Reason.INVALID, "editors-revoke was not found");
  }

  @Test
  void policiesThatLeadInACircleAreRefused() {
    Policy first = policy("editors-grant", "second", List.of(), Map.of());
    Policy second = policy("second", "editors-grant", List.of(), Map.of());

    given(deciding(first, second))
        .when("ann", request("editors"))
        .thenRejected(Reason.INVALID, "to lead to steps within 5 other policies")
        .thenThereIsNoTask();
  }

  @Test
  void aChainOfFiveOtherPoliciesIsFollowed() {
    Policy[] others = new Policy[5];
    for (int i = 1; i <= 5; i++) {
      others[i - 1] =
          i == 5
              ? policy("p5", null, List.of(), Map.of("grant", CY))
              : policy("p" + i, "p" + (i + 1), List.of(), Map.of());
    }
    Policy first = policy("editors-grant", null, List.of(another("led by mia", "p1")), Map.of());

    given(deciding(first, others)).when("ann", request("editors")).thenAsked("cy");
  }

  @Test
  void whatWasChosenStaysHoweverThePolicyChanges() {
    Policy policy =
        policy("editors-grant", null, List.of(steps("true", "x")), Map.of("grant", BOB, "x", CY));

    given(deciding(policy))
        .and("ann", request("editors"))
        .meanwhile(world -> world.offer("editors").grantPolicy(DAN))
        .thenTask(task -> assertThat(task.policy().policy().baseline()).containsExactly(CY))
        .when("cy", approve());
  }

  @Test
  void revocationsHaveRulesAsWell() {
    World world = world().granted("editors", "wiki-ann");
    world.policy(
        new Policy(
            new PolicyId("editors-revoke"),
            "Revoke",
            PolicyType.REVOKE,
            false,
            Map.of("revoke", List.of(BOB), "x", List.of(CY)),
            "{}",
            List.of(steps("led by mia", "x")),
            null));

    given(world).when("ann", revoke("editors")).thenAsked("cy");
  }

  @Test
  void aRestartKeepsWhatWasChosenAndAResetTriesTheRulesAnew() {
    Policy policy =
        policy(
            "editors-grant",
            null,
            List.of(steps("led by mia", "x")),
            Map.of("grant", BOB, "x", CY));

    given(deciding(policy))
        .and("ann", request("editors"))
        .meanwhile(world -> world.managed("ann", "otto"))
        .and("root", restart(""))
        .thenAsked("cy")
        .when("root", reset(""))
        .thenAsked("bob");
  }
}
