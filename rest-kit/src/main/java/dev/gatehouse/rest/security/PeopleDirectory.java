package dev.gatehouse.rest.security;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Tells who stands behind the subject of a token. */
@FunctionalInterface
public interface PeopleDirectory {
  /**
   * The person with this id or email address; empty if there is none.
   *
   * @param subject a user id or an email address
   */
  Mono<Person> find(String subject);

  /** A person as far as requests need to know. */
  record Person(UserId id, boolean enabled, Set<Role> roles) {
    public Person {
      roles = Set.copyOf(roles);
    }
  }
}
