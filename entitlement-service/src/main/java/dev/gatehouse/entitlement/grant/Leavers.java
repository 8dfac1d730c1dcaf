package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import java.util.Collection;
import java.util.Set;
import reactor.core.publisher.Mono;

/** The people who are leaving: nothing is given to them any more. */
public interface Leavers {
  /** Whether an offboarding of this person has begun. */
  Mono<Boolean> leaving(UserId person);

  /** Those of these people who are leaving. */
  Mono<Set<UserId>> among(Collection<UserId> people);

  /**
   * Marks a person. Once this is answered, every access that anybody is still giving to the person
   * shows as a live grant, and none is begun any more. Repeatable.
   */
  Mono<Void> mark(UserId person, TaskId offboarding);

  /** Takes the mark of this offboarding back. Repeatable. */
  Mono<Void> unmark(UserId person, TaskId offboarding);
}
