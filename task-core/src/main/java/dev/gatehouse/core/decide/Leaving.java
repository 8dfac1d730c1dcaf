package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Subject;

/**
 * A request that would give access to somebody whose offboarding has begun. The offboarding cancels
 * the requests that it finds; one that was written at the same moment may escape it, and must not
 * end as work for a person.
 */
final class Leaving {
  private Leaving() {}

  /** Whether the task gives access to a person who is leaving. */
  static boolean of(Draft draft) {
    return draft.task().subject() instanceof Subject.Grant grant
        && grant.identity() != null
        && isLeaving(draft, grant.identity());
  }

  private static boolean isLeaving(Draft draft, UserId person) {
    return draft.facts().get(new Query.FindPerson(person)).map(Person::leaving).orElse(false);
  }

  /** Says on the task why it ends. */
  static void note(Draft draft) {
    draft.note("The person is leaving; nothing more is given to them.");
  }
}
