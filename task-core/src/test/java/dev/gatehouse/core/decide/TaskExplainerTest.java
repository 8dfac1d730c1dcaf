package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.deny;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Steps.accept;
import static dev.gatehouse.core.scenario.Steps.agent;
import static dev.gatehouse.core.scenario.Steps.appOwners;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.connector;
import static dev.gatehouse.core.scenario.Steps.delegableApproval;
import static dev.gatehouse.core.scenario.Steps.expressions;
import static dev.gatehouse.core.scenario.Steps.group;
import static dev.gatehouse.core.scenario.Steps.manager;
import static dev.gatehouse.core.scenario.Steps.manual;
import static dev.gatehouse.core.scenario.Steps.owners;
import static dev.gatehouse.core.scenario.Steps.reject;
import static dev.gatehouse.core.scenario.Steps.resourceOwners;
import static dev.gatehouse.core.scenario.Steps.self;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.Steps.usersAndSelf;
import static dev.gatehouse.core.scenario.Steps.waiting;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.explain.Explained;
import dev.gatehouse.core.explain.Explanation;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.policy.Rule;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.scenario.Acts;
import dev.gatehouse.core.scenario.Engine;
import dev.gatehouse.core.scenario.PlainExpressions;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Command.CreateGrant;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.TaskEvolver;
import dev.gatehouse.core.task.step.StepInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is told of requests that are only thought of, and of tasks. */
class TaskExplainerTest {
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  private static final PolicyId POLICY = new PolicyId("editors-grant");

  private static World asking(PolicyStep... steps) {
    World world = world();
    world.offer("editors").grantPolicy(steps);
    world.offer("on-call");
    return world;
  }

  private static Explained explained(World world, String person, Acts.Request request) {
    Engine engine = new Engine(world);
    CreateGrant command = (CreateGrant) request.on(null);
    return engine.explain(
        facts ->
            TaskExplainer.request(
                command,
                new Context(
                    new TaskId("t1"),
                    new CommandId("c"),
                    world.actor(person),
                    NOW,
                    facts,
                    PlainExpressions.PLAIN)));
  }

  private static Explanation told(World world) {
    return told(explained(world, "ann", request("editors")));
  }

  private static Explanation told(Explained explained) {
    assertThat(explained).isInstanceOf(Explained.Told.class);
    return ((Explained.Told) explained).explanation();
  }

  private static Explanation told(TaskScenario scenario) {
    Task task = scenario.task();
    return told(
        scenario
            .engine()
            .explain(
                facts ->
                    TaskExplainer.task(
                        task,
                        List.of(),
                        new Context(
                            task.id(),
                            new CommandId("c"),
                            new Actor.Service("task-api"),
                            NOW,
                            facts,
                            PlainExpressions.PLAIN))));
  }

  /** Each step in a line: its kind, what becomes of it, who is asked and why. */
  private static List<String> lines(Explanation explanation) {
    return explanation.steps().stream().map(TaskExplainerTest::line).toList();
  }

  private static String line(Explanation.Step step) {
    StringBuilder line =
        new StringBuilder(step.definition().getClass().getSimpleName() + " " + step.outcome());
    for (Explanation.Approver each : step.approvers()) {
      line.append(", ").append(each.id()).append(": ");
      line.append(String.join("; ", each.because().stream().map(Because::words).toList()));
    }
    return line.toString();
  }

  @Test
  void whereEachApproverComesFromIsTold() {
    World world =
        asking(
            approval(users("cy", "bob")),
            approval(manager()),
            approval(appOwners()),
            approval(owners()),
            approval(resourceOwners()),
            approval(group("on-call")),
            approval(expressions("", "eve cy")),
            approval(agent(Approvers.AgentFailure.REASSIGN_TO_USERS, "dan")));
    world.offer("editors").resourceOwners("eve").provisioner(manual("dan"));
    world.members("on-call", "cy");

    assertThat(lines(told(world)))
        .containsExactly(
            "Approval WILL_RUN, cy: named in the step, bob: named in the step",
            "Approval WILL_RUN, mia: manager of Ann",
            "Approval WILL_RUN, otto: owner of the app",
            "Approval WILL_RUN, olga: owner of the entitlement",
            "Approval WILL_RUN, eve: owner of the resource",
            "Approval WILL_RUN, cy: holds the entitlement on-call of the app wiki",
            "Approval WILL_RUN, eve: found by the expression eve cy,"
                + " cy: found by the expression eve cy",
            "Approval WILL_RUN, dan: named for an agent that cannot answer",
            "Provision WILL_RUN, dan: named in the step");
  }

  @Test
  void fallbacksDelegatesAndTheLastResortAreTold() {
    World world =
        asking(
            delegableApproval(users("bob", "dan")),
            approval(owners("eve")),
            approval(expressions("nonsense")));
    world.delegating("bob", "dan");
    world.offer("editors").owners().appOwners();

    Explanation explanation = told(world);

    assertThat(lines(explanation))
        .startsWith(
            "Approval WILL_RUN, dan: stands in for Bob (named in the step); named in the step",
            "Approval WILL_RUN, eve: fallback: named in the step",
            "Approval WILL_RUN, root: super admin as the last resort");
    assertThat(explanation.steps().get(2).reason())
        .contains("Nobody was found but the super admins.")
        .contains("An expression failed: nonsense: Expected sense, but it was nonsense.");
  }

  @Test
  void stepsThatAreOverAsSoonAsTheyAreReachedAreTold() {
    World world =
        asking(
            approval(expressions("")),
            approval(agent(Approvers.AgentFailure.SKIP_POLICY_STEP)),
            approval(usersAndSelf("ann")),
            waiting(new WaitUntil.Condition("true"), null),
            waiting(new WaitUntil.Passed(Duration.ofHours(1)), null),
            accept("Fine."),
            approval(users("bob")));

    Explanation explanation = told(world);

    assertThat(lines(explanation))
        .containsExactly(
            "Approval SKIPPED",
            "Approval SKIPPED",
            "Approval ACCEPTED, ann: named in the step",
            "Wait ACCEPTED",
            "Wait WILL_RUN",
            "Accept ACCEPTED",
            "Approval SKIPPED",
            "Provision WILL_RUN");
    assertThat(explanation.steps())
        .extracting(Explanation.Step::reason)
        .containsExactly(
            "It is left out, since its expressions find nobody and it has no fallback.",
            "It is left out as its policy says, since no model stands behind agents yet.",
            "Whoever asks for the access may approve this step, and has done so by asking.",
            "What it waits for is so.",
            "It waits for 3600 seconds.",
            "It ends the approvals with a yes.",
            "An accept step before it has ended the approvals.",
            "The connector ldap does it.");
    assertThat(explanation.provision()).isEqualTo(connector("ldap"));
  }

  @Test
  void afterARejectNothingComes() {
    Explanation explanation =
        told(asking(approval(users("bob")), reject("No."), approval(users("cy"))));

    assertThat(lines(explanation))
        .containsExactly(
            "Approval WILL_RUN, bob: named in the step", "Reject REJECTED", "Approval SKIPPED");
    assertThat(explanation.steps().getLast().reason())
        .isEqualTo("A step before it has ended the request with a no.");
    assertThat(explanation.provision()).isNull();
  }

  @Test
  void rulesThatDoNotApplyLeaveTheirStepsOut() {
    PolicyStep bob = approval(users("bob"));
    Policy inner =
        new Policy(
            new PolicyId("inner"),
            "Inner",
            PolicyType.GRANT,
            false,
            Map.of("grant", List.of(bob), "led", List.of(approval(users("cy")))),
            "{}",
            List.of(new Rule("led by mia", new Rule.Steps("led"))),
            null);
    Policy outer =
        new Policy(
            POLICY,
            "Outer",
            PolicyType.GRANT,
            false,
            Map.of(
                "grant", List.of(bob),
                "odd", List.of(approval(users("dan"))),
                "never", List.of(approval(users("eve")))),
            "{}",
            List.of(
                new Rule("nonsense", new Rule.Steps("odd")),
                new Rule("false", new Rule.Steps("never")),
                new Rule("true", new Rule.Another(inner.id()))),
            null);
    World world = asking(bob).policy(inner).policy(outer);

    Explanation explanation = told(world);

    assertThat(explanation.policyId()).isEqualTo(POLICY);
    assertThat(explanation.rules())
        .extracting(rule -> rule.policyId() + " " + rule.condition() + " " + rule.matched())
        .containsExactly(
            "editors-grant nonsense false",
            "editors-grant false false",
            "editors-grant true true",
            "inner led by mia true");
    assertThat(explanation.steps().stream().map(step -> line(step) + " " + step.reason()))
        .startsWith(
            "Approval WILL_RUN, cy: named in the step One of those who are asked has to approve.")
        .endsWith(
            "Approval SKIPPED The steps \"odd\" of the policy \"Outer\" do not apply, since"
                + " nonsense could not be told: Expected sense, but it was nonsense.",
            "Approval SKIPPED The steps \"never\" of the policy \"Outer\" do not apply, since this"
                + " does not hold: false",
            "Approval SKIPPED The steps \"grant\" of the policy \"Outer\" do not apply, since this"
                + " holds: true",
            "Approval SKIPPED The steps \"grant\" of the policy \"Inner\" do not apply, since this"
                + " holds: led by mia");
  }

  @Test
  void aRequestThatWouldBeRefusedIsRefused() {
    assertThat(explained(world(), "cy", request("editors").forPerson("ann")))
        .isEqualTo(
            new Explained.Refused(
                Decision.Rejected.of(
                    Reason.NOT_ALLOWED,
                    "User does not have permission to request access on behalf of another user")));
    assertThat(explained(asking(approval(self(false))).disabled("root"), "ann", request("editors")))
        .isInstanceOfSatisfying(
            Explained.Refused.class,
            refused ->
                assertThat(refused.refusal().sentence())
                    .contains("nobody is left: not the people"));
  }

  @Test
  void whoSeesAllButMayNotAskIsToldWhatThePersonConcernedWouldGet() {
    World world = asking(approval(manager()));

    assertThat(explained(world, "rob", request("editors").forPerson("ann")))
        .isEqualTo(explained(world, "ann", request("editors")));
  }

  @Test
  void whatBecameOfATaskIsToldAndWhatIsToCome() {
    World world = asking(approval(users("bob")), approval(manager()), approval(appOwners()));
    TaskScenario scenario =
        TaskScenario.given(world).and("ann", request("editors")).and("bob", approve());
    world.managed("ann", "eve");

    Explanation explanation = told(scenario);

    assertThat(lines(explanation))
        .containsExactly(
            "Approval ACCEPTED, bob: named in the step",
            "Approval WILL_RUN, mia: asked when the step began",
            "Approval WILL_RUN, otto: owner of the app",
            "Provision WILL_RUN");
    assertThat(explanation.steps().getFirst().reason()).isEqualTo("It was approved by bob.");
    scenario.and("mia", deny("No."));
    assertThat(lines(told(scenario)))
        .containsExactly(
            "Approval ACCEPTED, bob: named in the step",
            "Approval REJECTED, mia: asked when the step began",
            "Approval SKIPPED");
  }

  @Test
  void aParkedTaskIsToldAsIfItWentOn() {
    TaskScenario scenario =
        TaskScenario.given(asking(approval(users("bob")), approval(users("cy"))))
            .and("ann", request("editors"))
            .parked("A fault.")
            .meanwhile(world -> world.disabled("cy").disabled("root"));

    Explanation explanation = told(scenario);

    assertThat(lines(explanation))
        .containsExactly("Approval WILL_RUN, bob: named in the step", "Approval WILL_RUN");
    assertThat(explanation.steps().getLast().reason()).contains("nobody is left");
  }

  @Test
  void anotherPolicyIsTriedOnATaskThatIsOver() {
    World world = asking(approval(users("bob")));
    TaskScenario scenario =
        TaskScenario.given(world).and("ann", request("editors")).and("bob", deny("No."));
    Policy draft =
        new Policy(
            POLICY,
            "Draft",
            PolicyType.GRANT,
            false,
            Map.of("grant", List.of(approval(manager())), "led", List.of(approval(users("cy")))),
            "{}",
            List.of(new Rule("led by mia", new Rule.Steps("led"))),
            null);
    Task task = scenario.task();

    Explanation explanation =
        told(
            scenario
                .engine()
                .explain(
                    facts ->
                        TaskExplainer.under(
                            task,
                            draft,
                            new Context(
                                task.id(),
                                new CommandId("c"),
                                world.actor("root"),
                                NOW,
                                facts,
                                PlainExpressions.PLAIN))));

    assertThat(lines(explanation))
        .containsExactly(
            "Approval WILL_RUN, cy: named in the step", "Provision WILL_RUN", "Approval SKIPPED");
  }

  /**
   * In every story each request is explained before it is decided, and each task before a command.
   */
  @Test
  void whatIsToldIsWhatHappensInEveryStory() {
    for (long seed = 0; seed < 300; seed++) {
      RandomStory story = new RandomStory(seed);
      List<String> compared = new ArrayList<>();
      story.heardBy(
          (before, by, at, answers, decision) -> {
            compared.add(by.command().toString());
            if (before == null && by.command() instanceof CreateGrant command) {
              compare(story.engine(), command, by, at, decision);
            } else if (before != null && before.policy() != null) {
              compare(story.engine(), before, at);
            }
          });
      story.run();
      assertThat(compared).isNotEmpty();
    }
  }

  private static void compare(
      Engine engine, CreateGrant command, Engine.Envelope by, Instant at, Decision decision) {
    Explained explained =
        engine.explain(
            facts ->
                TaskExplainer.request(
                    command,
                    new Context(by.to(), by.id(), by.actor(), at, facts, PlainExpressions.PLAIN)));
    switch (decision) {
      case Decision.Rejected refusal ->
          assertThat(explained).isEqualTo(new Explained.Refused(refusal));
      case Decision.Accepted accepted ->
          assertStandsAt(told(explained), TaskEvolver.evolve(null, accepted.changes(), at));
      case Decision.Needs needs -> throw new AssertionError("it was decided");
    }
  }

  private static void compare(Engine engine, Task task, Instant at) {
    Explained explained =
        engine.explain(
            facts ->
                TaskExplainer.task(
                    task,
                    List.of(),
                    new Context(
                        task.id(),
                        new CommandId("c"),
                        new Actor.Service("task-api"),
                        at,
                        facts,
                        PlainExpressions.PLAIN)));
    assertStandsAt(told(explained), task);
  }

  /**
   * What was reached is over, and the first step that is not is the one that the task stands at.
   */
  private static void assertStandsAt(Explanation explanation, Task task) {
    List<StepInstance> reached = Objects.requireNonNull(task.policy()).reached();
    assertThat(explanation.steps().stream().limit(reached.size()))
        .extracting(Explanation.Step::outcome)
        .doesNotContain(Explanation.Outcome.WILL_RUN);
    if (task.currentStep() != null && task.open()) {
      assertThat(
              explanation.steps().stream()
                  .filter(step -> step.outcome() == Explanation.Outcome.WILL_RUN)
                  .limit(1)
                  .flatMap(step -> step.approvers().stream()))
          .extracting(Explanation.Approver::id)
          .containsExactlyElementsOf(task.assignees());
    }
    if (!task.open()) {
      assertThat(explanation.steps())
          .extracting(Explanation.Step::outcome)
          .doesNotContain(Explanation.Outcome.WILL_RUN);
    }
  }
}
