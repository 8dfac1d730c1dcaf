package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
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
import java.util.List;
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
    Entitlement entitlement = StepFlow.entitlement(draft);
    List<UserId> people = enabled(assigned(draft, manual.assignee(), entitlement));
    if (people.isEmpty()) {
      people = enabled(entitlement.appOwners());
    }
    boolean admins = people.isEmpty();
    if (admins) {
      people = enabled(draft.facts().get(new Query.SuperAdmins()));
    }
    StepId id = StepFlow.nextStepId(draft.task(), 0);
    draft.add(
        new Change.StepStarted(
            new StepInstance.Provision(
                id,
                draft.run().generationId(),
                new PolicyStep.Provision(manual),
                people,
                0,
                AttemptState.NONE,
                null)));
    if (admins) {
      draft.add(new Change.FellBackToAdmins(id));
    }
  }

  private static List<Person> assigned(Draft draft, Assignee assignee, Entitlement entitlement) {
    return switch (assignee) {
      case Assignee.Users a -> people(draft, a.users());
      case Assignee.AppOwners a -> entitlement.appOwners();
      case Assignee.EntitlementOwners a -> or(entitlement.owners(), draft, a.fallback());
      case Assignee.Manager a -> or(managers(draft), draft, a.fallback());
    };
  }

  private static List<Person> or(List<Person> found, Draft draft, List<UserId> fallback) {
    return enabled(found).isEmpty() ? people(draft, fallback) : found;
  }

  private static List<Person> managers(Draft draft) {
    UserId subject = StepFlow.access(draft.task()).identity();
    if (subject == null) {
      return List.of();
    }
    return people(draft, List.of(subject)).stream()
        .flatMap(p -> people(draft, p.managers()).stream())
        .toList();
  }

  private static List<Person> people(Draft draft, List<UserId> ids) {
    draft.facts().need(ids.stream().map(Query.FindPerson::new).toArray(Query[]::new));
    return ids.stream()
        .flatMap(id -> draft.facts().get(new Query.FindPerson(id)).stream())
        .toList();
  }

  private static List<UserId> enabled(List<Person> people) {
    return people.stream().filter(Person::enabled).map(Person::id).distinct().toList();
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
