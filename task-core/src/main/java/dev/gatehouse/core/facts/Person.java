package dev.gatehouse.core.facts;

import dev.gatehouse.core.id.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as the catalogue knows them.
 *
 * @param enabled false for a disabled or deleted person
 * @param leaving true from the moment an offboarding began
 * @param delegate who stands in for them now, if anybody
 */
public record Person(
    UserId id,
    String displayName,
    boolean enabled,
    boolean leaving,
    List<UserId> managers,
    @Nullable UserId delegate) {
  public Person {
    managers = List.copyOf(managers);
  }
}
