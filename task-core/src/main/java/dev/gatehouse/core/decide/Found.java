package dev.gatehouse.core.decide;

import dev.gatehouse.core.explain.Because;
import dev.gatehouse.core.facts.Person;
import java.util.List;

/** Somebody who may be asked, and why. */
record Found(Person person, Because because) {

  /** These people, all for the same reason. */
  static List<Found> all(List<Person> people, Because because) {
    return people.stream().map(person -> new Found(person, because)).toList();
  }
}
