package dev.gatehouse.core.facts;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import org.jspecify.annotations.Nullable;

/** Names the access that an open task is about: at most one open task of a kind has one key. */
public final class OpenKey {
  private OpenKey() {}

  public static String grant(
      EntitlementRef entitlement, @Nullable UserId identity, @Nullable AppUserId account) {
    return "grant/" + target(entitlement, identity, account);
  }

  public static String revoke(
      EntitlementRef entitlement, @Nullable UserId identity, @Nullable AppUserId account) {
    return "revoke/" + target(entitlement, identity, account);
  }

  public static String offboarding(UserId person) {
    return "offboarding/" + person.value();
  }

  /** An account is named where one is known, since a person may hold the access on several. */
  private static String target(
      EntitlementRef entitlement, @Nullable UserId identity, @Nullable AppUserId account) {
    String holder =
        account != null
            ? "account/" + account.value()
            : identity != null ? "person/" + identity.value() : "";
    return entitlement.appId().value() + "/" + entitlement.id().value() + "/" + holder;
  }
}
