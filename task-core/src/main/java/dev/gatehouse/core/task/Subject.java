package dev.gatehouse.core.task;

import dev.gatehouse.core.facts.OpenKey;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a task is about; its kind is the type of the task. */
public sealed interface Subject {

  /** The key that at most one open task has, see {@link OpenKey}. */
  String openKey();

  /** The person concerned, where one is known. */
  @Nullable UserId person();

  /** A task about one entitlement of one account. */
  sealed interface Access extends Subject permits Grant, Revoke {
    EntitlementRef entitlement();

    @Nullable AppUserId appUserId();

    @Nullable UserId identity();

    @Override
    default @Nullable UserId person() {
      return identity();
    }
  }

  /**
   * Access is asked for.
   *
   * @param identity the person who gets it; null where only the account is known
   * @param duration how long it lasts once given; null for ever
   * @param source where the request came from, in the form of the API (JSON); empty for nowhere
   *     else
   */
  record Grant(
      EntitlementRef entitlement,
      @Nullable AppUserId appUserId,
      @Nullable UserId identity,
      @Nullable Duration duration,
      boolean extension,
      String source)
      implements Access {
    /** The same for another time. */
    public Grant lasting(Duration wanted) {
      return new Grant(entitlement, appUserId, identity, wanted, extension, source);
    }

    @Override
    public String openKey() {
      return OpenKey.grant(entitlement, identity, appUserId);
    }
  }

  /**
   * Access is taken back.
   *
   * @param parent the offboarding that asked for it; null for none
   */
  record Revoke(
      EntitlementRef entitlement,
      @Nullable AppUserId appUserId,
      @Nullable UserId identity,
      RevokeSource source,
      @Nullable TaskId parent)
      implements Access {
    @Override
    public String openKey() {
      return OpenKey.revoke(entitlement, identity, appUserId);
    }
  }

  /** Somebody leaves: everything they have is taken back. */
  record Offboarding(UserId person, OffboardingProgress progress) implements Subject {
    @Override
    public String openKey() {
      return OpenKey.offboarding(person);
    }
  }
}
