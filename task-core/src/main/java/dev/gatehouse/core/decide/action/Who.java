package dev.gatehouse.core.decide.action;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;

/** What somebody may be to a task. Those that take a look at the world come last. */
enum Who {
  ANYBODY {
    @Override
    boolean is(UserId person, Task task, Facts facts) {
      return true;
    }
  },
  /** Who is asked by the current step. */
  ASSIGNEE {
    @Override
    boolean is(UserId person, Task task, Facts facts) {
      return task.assignees().contains(person);
    }
  },
  /** Who made it. */
  REQUESTER {
    @Override
    boolean is(UserId person, Task task, Facts facts) {
      return person.equals(task.createdBy());
    }
  },
  /** Whose access it is about. */
  SUBJECT {
    @Override
    boolean is(UserId person, Task task, Facts facts) {
      return person.equals(task.subject().person());
    }
  },
  /** Who is asked although nothing can come of the task any more, since its account is gone. */
  ASSIGNEE_IN_VAIN {
    @Override
    boolean is(UserId person, Task task, Facts facts) {
      return task.assignees().contains(person) && accountIsGone(task, facts);
    }
  };

  abstract boolean is(UserId person, Task task, Facts facts);

  private static boolean accountIsGone(Task task, Facts facts) {
    return switch (task.subject()) {
      case Subject.Access s ->
          s.appUserId() != null
              && facts
                  .get(new Query.FindAccount(s.entitlement().appId(), s.appUserId()))
                  .map(Account::deleted)
                  .orElse(true);
      case Subject.Offboarding s -> false;
    };
  }

  /** Whether a person is one of these. */
  static boolean any(Iterable<Who> some, Actor.Person person, Task task, Facts facts) {
    for (Who who : some) {
      if (who.is(person.id(), task, facts)) {
        return true;
      }
    }
    return false;
  }
}
