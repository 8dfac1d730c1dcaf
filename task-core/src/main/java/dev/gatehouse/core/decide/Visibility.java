package dev.gatehouse.core.decide;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.facts.Query.FindEntitlement;
import dev.gatehouse.core.facts.Query.FindPerson;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Context;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.util.List;

/**
 * Who sees a task: its creator, its subject and their managers, whoever was asked on it, the owners
 * of its app or entitlement, and the roles that see all.
 */
public final class Visibility {
  private Visibility() {}

  /** Whether these roles see every task. */
  public static boolean seesAll(Actor.Person person) {
    return person.may(Permission.SEE_ALL_TASKS);
  }

  static boolean sees(Task task, Context context) {
    return switch (context.actor()) {
      case Actor.Service s -> true;
      case Actor.Person p ->
          seesAll(p)
              || task.participants().contains(p.id())
              || manages(task, p.id(), context)
              || owns(task, p.id(), context);
    };
  }

  /**
   * Managers and owners are looked up now: somebody may have become one after the task was made.
   */
  private static boolean manages(Task task, UserId person, Context context) {
    UserId subject = task.subject().person();
    if (subject == null) {
      return false;
    }
    Query<?> theirs = new FindPerson(subject);
    switch (task.subject()) {
      case Subject.Access access ->
          context.facts().need(theirs, new FindEntitlement(access.entitlement())); // in one round
      case Subject.Offboarding s -> context.facts().need(theirs);
    }
    return context
        .facts()
        .get(new FindPerson(subject))
        .map(found -> found.managers().contains(person))
        .orElse(false);
  }

  private static boolean owns(Task task, UserId person, Context context) {
    return switch (task.subject()) {
      case Subject.Access access ->
          context
              .facts()
              .get(new FindEntitlement(access.entitlement()))
              .map(e -> has(e.owners(), person) || has(e.appOwners(), person))
              .orElse(false);
      case Subject.Offboarding s -> false;
    };
  }

  static boolean has(List<Person> people, UserId wanted) {
    return people.stream().anyMatch(p -> p.id().equals(wanted));
  }
}
