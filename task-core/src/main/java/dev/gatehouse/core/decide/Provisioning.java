package dev.gatehouse.core.decide;

import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.ProvisionPolicy.Assignee;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.FollowUp;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Begins a provision step: by a connector, or by hand. */
final class Provisioning {
  private Provisioning() {}

  static void begin(Draft draft, PolicyStep.Provision step) {
    Entitlement entitlement = StepFlow.entitlement(draft);
    ConnectorId connector = connector(step.policy(), entitlement);
    if (connector != null && StepFlow.access(draft.task()).appUserId() != null) {
      order(draft, connector); // whoever gives the leave to try looks whether the person is leaving
    } else if (Leaving.of(draft)) {
      Leaving.note(draft);
      CloseDecider.cancelNow(draft);
    } else if (step.policy() instanceof ProvisionPolicy.Manual manual) {
      byHand(draft, manual);
    } else {
      byHand(draft, manualInstead(instructions(step.policy(), entitlement)));
    }
  }

  private static @Nullable ConnectorId connector(ProvisionPolicy policy, Entitlement entitlement) {
    return switch (policy) {
      case ProvisionPolicy.Connector p -> p.connectorId();
      case ProvisionPolicy.Unconfigured p -> entitlement.soleConnector();
      case ProvisionPolicy.Manual p -> null;
      case ProvisionPolicy.Unsupported p -> null;
    };
  }

  private static String instructions(ProvisionPolicy policy, Entitlement entitlement) {
    String what = entitlement.displayName() + " of " + entitlement.appDisplayName();
    return switch (policy) {
      case ProvisionPolicy.Connector p ->
          "The person has no account in the app yet, so that no connector can provide %s."
              .formatted(what);
      case ProvisionPolicy.Unconfigured p ->
          "No provisioning is configured for %s.".formatted(what);
      case ProvisionPolicy.Manual p -> p.instructions();
      case ProvisionPolicy.Unsupported p ->
          "Provisioning of the kind %s is not carried out by this version; provide %s by hand."
              .formatted(p.kind(), what);
    };
  }

  static void order(Draft draft, ConnectorId connector) {
    Subject.Access access = StepFlow.access(draft.task());
    StepId id = StepFlow.nextStepId(draft.task(), 0);
    draft.add(
        new Change.StepStarted(
            new StepInstance.Provision(
                id,
                draft.run().generationId(),
                new PolicyStep.Provision(new ProvisionPolicy.Connector(connector)),
                List.of(),
                1,
                AttemptState.ORDERED,
                null)));
    draft.order(
        new FollowUp.Provision(
            id,
            1,
            gives(access),
            connector,
            access.entitlement(),
            access.appUserId(),
            access.identity(),
            duration(access),
            ending(access)));
  }

  static ProvisionPolicy.Manual manualInstead(String instructions) {
    return new ProvisionPolicy.Manual(new Assignee.AppOwners(), instructions);
  }

  /** A person does it; where nobody is found, the app's owners, and last the super admins. */
  static void byHand(Draft draft, ProvisionPolicy.Manual manual) {
    Providers found = providers(draft, manual);
    StepId id = StepFlow.nextStepId(draft.task(), 0);
    draft.asked(id, found.people());
    draft.add(
        new Change.StepStarted(
            new StepInstance.Provision(
                id,
                draft.run().generationId(),
                new PolicyStep.Provision(manual),
                List.copyOf(found.people().keySet()),
                0,
                AttemptState.NONE,
                null)));
    if (found.lastResort()) {
      draft.add(new Change.FellBackToAdmins(id));
    }
  }

  /**
   * Who does it by hand.
   *
   * @param people them, each with why they are asked
   * @param lastResort whether nobody was found who comes before the super admins
   */
  record Providers(Map<UserId, List<Because>> people, boolean lastResort) {}

  static Providers providers(Draft draft, ProvisionPolicy.Manual manual) {
    Entitlement entitlement = StepFlow.entitlement(draft);
    Map<UserId, List<Because>> people = enabled(assigned(draft, manual.assignee(), entitlement));
    if (people.isEmpty()) {
      people = enabled(Found.all(entitlement.appOwners(), new Because.OwnerOfApp()));
    }
    return people.isEmpty()
        ? new Providers(
            enabled(
                Found.all(draft.facts().get(new Query.SuperAdmins()), new Because.LastResort())),
            true)
        : new Providers(people, false);
  }

  private static List<Found> assigned(Draft draft, Assignee assignee, Entitlement entitlement) {
    return switch (assignee) {
      case Assignee.Users a -> Found.all(People.of(draft, a.users()), new Because.Named());
      case Assignee.AppOwners a -> Found.all(entitlement.appOwners(), new Because.OwnerOfApp());
      case Assignee.EntitlementOwners a ->
          or(
              Found.all(entitlement.owners(), new Because.OwnerOfEntitlement()),
              draft,
              a.fallback());
      case Assignee.Manager a -> or(managers(draft), draft, a.fallback());
    };
  }

  private static List<Found> or(List<Found> found, Draft draft, List<UserId> fallback) {
    return enabled(found).isEmpty()
        ? Found.all(People.of(draft, fallback), new Because.Fallback(new Because.Named()))
        : found;
  }

  private static List<Found> managers(Draft draft) {
    UserId subject = StepFlow.access(draft.task()).identity();
    if (subject == null) {
      return List.of();
    }
    return People.of(draft, List.of(subject)).stream()
        .flatMap(p -> Found.all(People.of(draft, p.managers()), new Because.ManagerOf(p)).stream())
        .toList();
  }

  private static Map<UserId, List<Because>> enabled(List<Found> people) {
    Map<UserId, List<Because>> enabled = new LinkedHashMap<>();
    for (Found each : people) {
      if (each.person().enabled()) {
        enabled.computeIfAbsent(each.person().id(), id -> new ArrayList<>()).add(each.because());
      }
    }
    return enabled;
  }

  static boolean gives(Subject.Access access) {
    return switch (access) {
      case Subject.Grant s -> true;
      case Subject.Revoke s -> false;
    };
  }

  private static @Nullable Ending ending(Subject.Access access) {
    return switch (access) {
      case Subject.Grant s -> null;
      case Subject.Revoke s -> s.source().ending();
    };
  }

  static @Nullable Duration duration(Subject.Access access) {
    return switch (access) {
      case Subject.Grant s -> s.duration();
      case Subject.Revoke s -> null;
    };
  }
}
