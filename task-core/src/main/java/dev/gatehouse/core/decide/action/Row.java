package dev.gatehouse.core.decide.action;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.facts.Facts;
import dev.gatehouse.core.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of actions.
 *
 * @param kind of which kind the task and its current step have to be
 * @param people who may, by what they are to the task
 * @param permission who may by role; null where no role is enough
 * @param service whether the engine's own services may
 * @param sentence what everybody else is told
 * @param needs what else is needed of the task
 */
record Row(
    Standing standing,
    List<Need> kind,
    List<Who> people,
    @Nullable Permission permission,
    boolean service,
    String sentence,
    List<Need> needs) {

  Row(Standing standing) {
    this(standing, List.of(), List.of(), null, false, "", List.of());
  }

  Row of(Need... kinds) {
    return new Row(standing, List.of(kinds), people, permission, service, sentence, needs);
  }

  Row by(Who... some) {
    return new Row(standing, kind, List.of(some), permission, service, sentence, needs);
  }

  Row or(Permission role) {
    return new Row(standing, kind, people, role, service, sentence, needs);
  }

  Row orService() {
    return new Row(standing, kind, people, permission, true, sentence, needs);
  }

  Row told(String expected) {
    return new Row(standing, kind, people, permission, service, "Expected " + expected, needs);
  }

  Row needs(Need... more) {
    return new Row(standing, kind, people, permission, service, sentence, List.of(more));
  }

  boolean allows(Task task, Actor actor, Facts facts) {
    return switch (actor) {
      case Actor.Service s -> service;
      case Actor.Person p ->
          (permission != null && p.may(permission)) || Who.any(people, p, task, facts);
    };
  }
}
