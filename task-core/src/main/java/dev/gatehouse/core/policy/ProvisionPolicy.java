package dev.gatehouse.core.policy;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How access is given or taken back. */
public sealed interface ProvisionPolicy {

  /** A connector does it. */
  record Connector(ConnectorId connectorId) implements ProvisionPolicy {}

  /**
   * A person does it by hand, following the instructions.
   *
   * @param allowReassignment whether whoever is asked may hand it on; null where no policy says, so
   *     that they may
   */
  record Manual(Assignee assignee, String instructions, @Nullable Boolean allowReassignment)
      implements ProvisionPolicy {

    /** One that no policy describes. */
    public Manual(Assignee assignee, String instructions) {
      this(assignee, instructions, null);
    }

    /** Whether whoever is asked may hand it on. */
    public boolean mayBeReassigned() {
      return !Boolean.FALSE.equals(allowReassignment);
    }
  }

  /**
   * Nothing is configured: the app's connector where the entitlement has exactly one, else a
   * person.
   */
  record Unconfigured() implements ProvisionPolicy {}

  /**
   * A kind that this version does not carry out: it becomes a manual step for the app's owners.
   *
   * @param kind the name of the kind in the API, such as {@code webhook}
   * @param document the policy in the form of the API, as it was given
   */
  record Unsupported(String kind, String document) implements ProvisionPolicy {}

  /** Who carries out a manual provision. */
  sealed interface Assignee {
    record Users(List<UserId> users) implements Assignee {
      public Users {
        users = List.copyOf(users);
      }
    }

    record AppOwners() implements Assignee {}

    record EntitlementOwners(List<UserId> fallback) implements Assignee {
      public EntitlementOwners {
        fallback = List.copyOf(fallback);
      }
    }

    record Manager(List<UserId> fallback) implements Assignee {
      public Manager {
        fallback = List.copyOf(fallback);
      }
    }
  }
}
