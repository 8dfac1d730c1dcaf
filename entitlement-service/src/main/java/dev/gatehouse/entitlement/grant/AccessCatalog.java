package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.model.internal.LeaseAnswer.Target;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the catalogue knows of an access. */
interface AccessCatalog {
  /** The access of an account, with what a connector needs to change it. */
  Mono<Access> access(EntitlementRef entitlement, AppUserId account, ConnectorId connector);

  /** The access of an account or of a person, as somebody recorded it by hand. */
  Mono<Holding> holding(
      EntitlementRef entitlement, @Nullable AppUserId account, @Nullable UserId person);

  /** The account that stands for a person where the app has none; made if it is not there yet. */
  Mono<AppUserId> standIn(AppId app, UserId person);

  /** An access as connectors see it, or why there is none. */
  sealed interface Access {
    /**
     * It can be changed.
     *
     * @param deleted why nobody may be given it any more, as a sentence; empty if they may
     */
    record Found(Holder holder, String deleted, Target target) implements Access {}

    /** It is not there. */
    record Gone(String sentence) implements Access {}
  }

  /** An access as people see it, or why there is none. */
  sealed interface Holding {
    record Held(Holder holder) implements Holding {}

    /** The person has no account in the app. */
    record NoAccount(UserId person, boolean isAccount) implements Holding {}

    /** It is not there. */
    record Missing(String sentence) implements Holding {}
  }

  /**
   * Who holds, or is to hold, an access.
   *
   * @param person the owner of the account, where one is known
   * @param isAccount whether the access is the account itself
   */
  record Holder(AppUserId account, @Nullable UserId person, boolean isAccount) {}
}
