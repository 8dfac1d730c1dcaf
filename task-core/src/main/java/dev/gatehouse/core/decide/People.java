package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import java.util.Collection;
import java.util.List;

/** Finds people. */
final class People {
  private People() {}

  /** Those of them who are there, asked for in one round. */
  static List<Person> of(Draft draft, Collection<UserId> ids) {
    draft.facts().need(ids.stream().map(Query.FindPerson::new).toArray(Query[]::new));
    return ids.stream()
        .flatMap(id -> draft.facts().get(new Query.FindPerson(id)).stream())
        .toList();
  }

  /** Whether somebody is there, and not disabled. */
  static boolean active(Draft draft, UserId id) {
    return draft.facts().get(new Query.FindPerson(id)).filter(Person::enabled).isPresent();
  }
}
