package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.facts.Ending;
import java.time.Instant;
import java.util.List;

/**
 * What becomes of an access when some of its reasons end: it stays as long as another one justifies
 * it. This is the one place of that rule; what takes an access back whatever justifies it, such as
 * an offboarding, does not come here.
 */
final class ReasonRules {
  private ReasonRules() {}

  /** Whether the access stays when these reasons end. */
  static boolean stays(Grant grant, Ending ending) {
    return !left(grant, ending).isEmpty();
  }

  /**
   * The grant without these reasons. Its last ones stay until the access is gone, but end now, so
   * that the access is due to be taken back in any case.
   */
  static Grant ended(Grant grant, Ending ending, Instant now) {
    List<GrantSource> left = left(grant, ending);
    return grant.justifiedBy(
        left.isEmpty() ? grant.sources().stream().map(each -> until(each, now)).toList() : left,
        now);
  }

  private static List<GrantSource> left(Grant grant, Ending ending) {
    return grant.sources().stream().filter(each -> !ends(each, ending)).toList();
  }

  private static boolean ends(GrantSource reason, Ending ending) {
    Instant until = reason.until();
    return switch (ending) {
      case Ending.OfRequest e -> reason.id().equals(e.request().value());
      case Ending.ExpiredBy e -> until != null && !until.isAfter(e.at());
    };
  }

  private static GrantSource until(GrantSource reason, Instant now) {
    Instant until = reason.until();
    return until != null && !until.isAfter(now) ? reason : new GrantSource(reason.id(), now);
  }
}
