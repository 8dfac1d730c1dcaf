package dev.gatehouse.model.internal;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import java.util.List;

/**
 * Who stands behind the subject of a token: {@code GET /internal/people?subject=}, which answers
 * 404 where nobody does.
 */
public record PersonAnswer(UserId id, boolean enabled, List<Role> roles) {
  public PersonAnswer {
    roles = List.copyOf(roles);
  }
}
