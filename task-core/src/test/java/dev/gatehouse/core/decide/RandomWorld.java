package dev.gatehouse.core.decide;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.Fallback;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.ProvisionPolicy.Assignee;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.scenario.Offer;
import dev.gatehouse.core.scenario.Steps;
import dev.gatehouse.core.scenario.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes up people, entitlements and policies. */
final class RandomWorld {
  private static final int PEOPLE = 8;
  private static final int ENTITLEMENTS = 4;

  private static final List<Approvers.AgentFailure> FAILURES =
      List.of(Approvers.AgentFailure.values());

  private final Random random;
  private final World world = World.world();

  private RandomWorld(Random random) {
    this.random = random;
  }

  static World make(Random random) {
    return new RandomWorld(random).make();
  }

  static String person(Random random) {
    return "p" + random.nextInt(PEOPLE);
  }

  static String entitlement(Random random) {
    return "e" + random.nextInt(ENTITLEMENTS);
  }

  private World make() {
    for (int i = 0; i < PEOPLE; i++) {
      world.person("p" + i, random.nextInt(8) == 0 ? Role.SUPER_ADMIN : Role.BASIC_USER);
    }
    for (int i = 0; i < PEOPLE; i++) {
      String id = "p" + i;
      if (random.nextInt(2) == 0) {
        world.managed(id, person(random), person(random));
      }
      if (random.nextInt(4) == 0) {
        world.delegating(id, person(random));
      }
      if (random.nextInt(8) == 0) {
        world.disabled(id);
      }
      if (random.nextInt(5) > 0) {
        world.account("a" + i, id);
      }
    }
    for (int i = 0; i < ENTITLEMENTS; i++) {
      offer("e" + i, i == 0);
    }
    return world;
  }

  private void offer(String name, boolean account) {
    Offer offer = world.offer(name);
    offer.grantPolicy(steps()).revokePolicy(steps());
    offer.owners(some()).appOwners(some()).resourceOwners(some()).provisioner(provisioner());
    if (account) {
      offer.account();
    }
    if (random.nextInt(4) == 0) {
      offer.deprovisioner(provisioner());
    }
    if (random.nextInt(3) == 0) {
      offer.emergencyPolicy(steps());
    }
    if (random.nextInt(4) == 0) {
      offer.longest(Duration.ofHours(1));
    }
    world.members(name, some());
    for (int i = 0; i < PEOPLE; i++) {
      if (random.nextInt(4) == 0 && world.hasAccount("a" + i)) {
        world.granted(name, "a" + i);
      }
    }
  }

  private String[] some() {
    String[] people = new String[random.nextInt(3)];
    for (int i = 0; i < people.length; i++) {
      people[i] = person(random);
    }
    return people;
  }

  private List<UserId> someIds() {
    return List.of(some()).stream().map(UserId::new).toList();
  }

  private PolicyStep[] steps() {
    List<PolicyStep> steps = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      steps.add(
          switch (random.nextInt(11)) {
            case 0 -> Steps.accept("By the rules.");
            case 1 -> random.nextInt(3) == 0 ? Steps.reject("By the rules.") : approval();
            case 2, 3 -> Steps.provision(provisioner());
            case 4 -> waiting();
            case 10 -> Steps.form(Steps.question("reason", random.nextBoolean()));
            default -> approval();
          });
    }
    return steps.toArray(PolicyStep[]::new);
  }

  private PolicyStep.Approval approval() {
    boolean reasons = random.nextInt(5) == 0;
    return new PolicyStep.Approval(
        approvers(),
        random.nextBoolean(),
        random.nextInt(4) == 0 ? someIds() : List.of(),
        random.nextBoolean(),
        reasons,
        reasons,
        reasons,
        random.nextInt(3) == 0 ? escalation() : null);
  }

  private Escalation escalation() {
    List<UserId> people = someIds();
    Escalation.Outcome outcome =
        switch (random.nextInt(4)) {
          case 0 -> new Escalation.ReplacePolicy(world.offer("editors").policyId("grant"));
          case 1 -> new Escalation.CancelTicket();
          case 2 -> new Escalation.SkipStep();
          default -> new Escalation.ReassignToApprovers(people);
        };
    return new Escalation(Duration.ofMinutes(random.nextInt(20)), outcome, "Too late.");
  }

  private PolicyStep.Wait waiting() {
    return switch (random.nextInt(4)) {
      case 0 -> Steps.waiting(new WaitUntil.Passed(Duration.ofMinutes(random.nextInt(90))), null);
      case 1 -> Steps.waiting(new WaitUntil.TimeOfDay(random.nextInt(24), 30, "UTC"), null);
      default ->
          Steps.waiting(
              new WaitUntil.Condition(
                  switch (random.nextInt(3)) {
                    case 0 -> "true";
                    case 1 -> "nonsense";
                    default -> "led by " + person(random);
                  }),
              Duration.ofMinutes(random.nextInt(10)));
    };
  }

  private Approvers approvers() {
    boolean self = random.nextInt(3) == 0;
    boolean distinct = random.nextInt(3) == 0;
    Fallback fallback =
        new Fallback(
            random.nextBoolean(),
            someIds(),
            random.nextBoolean(),
            List.of(world.offer("editors").ref()));
    return switch (random.nextInt(9)) {
      case 5 -> new Approvers.Group(world.offer("editors").ref(), self, distinct, fallback);
      case 6 -> new Approvers.ResourceOwners(self, distinct, fallback);
      case 7 ->
          new Approvers.Expression(
              List.of(random.nextInt(4) == 0 ? "nonsense" : "", String.join(" ", some())),
              self,
              distinct,
              random.nextBoolean() ? fallback : Fallback.NONE);
      case 8 ->
          new Approvers.Agent(
              Approvers.AgentMode.FULL_CONTROL,
              FAILURES.get(random.nextInt(FAILURES.size())),
              "",
              List.of(),
              someIds(),
              "");
      case 0 -> new Approvers.Manager(self, distinct, fallback);
      case 1 -> new Approvers.AppOwners(self, distinct);
      case 2 -> new Approvers.EntitlementOwners(self, distinct, fallback);
      case 3 -> new Approvers.Self(self, fallback);
      default -> new Approvers.Users(someIds(), self, distinct);
    };
  }

  private ProvisionPolicy provisioner() {
    return switch (random.nextInt(8)) {
      case 0 -> new ProvisionPolicy.Manual(new Assignee.Users(someIds()), "Do it.", true);
      case 1 -> new ProvisionPolicy.Manual(new Assignee.Manager(someIds()), "Do it.");
      case 2 -> new ProvisionPolicy.Unconfigured();
      case 3 -> new ProvisionPolicy.Unsupported("webhook", "{}");
      default -> Steps.connector("ldap");
    };
  }
}
