package dev.gatehouse.core.access;

import dev.gatehouse.core.id.UserId;
import java.util.Set;

/** Who gave a command. It is believed because the command's signature proves it. */
public sealed interface Actor {

  /** A person with the roles that they held when the command was made. */
  record Person(UserId id, Set<Role> roles) implements Actor {
    public Person {
      roles = Set.copyOf(roles);
    }

    /** Whether the person's roles allow it. */
    public boolean may(Permission permission) {
      return AccessRules.allows(roles, permission);
    }
  }

  /**
   * One of the engine's own services, such as {@code policy-worker}, or a client that signs its
   * commands.
   */
  record Service(String name) implements Actor {}
}
