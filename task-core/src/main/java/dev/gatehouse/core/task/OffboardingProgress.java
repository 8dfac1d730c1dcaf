package dev.gatehouse.core.task;

/**
 * How far an offboarding has come. A self-command moves it on, page by page; the cursor and the
 * round stand in the task, so that it goes on after a crash where it was.
 *
 * @param phase what is being done
 * @param round 1, or 2 for the second try
 * @param cursor where the next page of live grants begins; empty for the start
 * @param turn counts the self-commands, so that each has an id of its own
 */
public record OffboardingProgress(Phase phase, int round, String cursor, int turn) {
  public static final OffboardingProgress START =
      new OffboardingProgress(Phase.CANCEL_REQUESTS, 1, "", 1);

  /**
   * The phases in their order: the accounts themselves go last. The last two are for a cancelled
   * one.
   */
  public enum Phase {
    CANCEL_REQUESTS,
    REVOKE_ACCESS,
    AWAIT_ACCESS,
    REVOKE_ACCOUNTS,
    AWAIT_ACCOUNTS,
    CANCEL_CHILDREN,
    AWAIT_CANCELLED
  }

  public OffboardingProgress at(Phase next, String newCursor) {
    return new OffboardingProgress(next, round, newCursor, turn + 1);
  }

  public OffboardingProgress nextRound() {
    return new OffboardingProgress(Phase.REVOKE_ACCESS, round + 1, "", turn + 1);
  }
}
