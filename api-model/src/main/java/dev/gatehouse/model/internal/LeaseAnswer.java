package dev.gatehouse.model.internal;

import java.util.Map;

/** Whether the right was given. */
public sealed interface LeaseAnswer {

  /**
   * It was.
   *
   * @param epoch of this lease; a later lease has a higher one, and then this one settles nothing
   * @param takenOver true if an earlier holder may have called the target already: read back first
   * @param already true if the access is recorded as wanted already; calling again does no harm
   * @param target what the connector needs
   */
  record Leased(long epoch, boolean takenOver, boolean already, Target target)
      implements LeaseAnswer {}

  /** It was not; {@code sentence} says why. */
  record Refused(Kind kind, String sentence) implements LeaseAnswer {}

  /** Why a lease is refused. */
  enum Kind {
    /** Another task holds it: try again later. */
    BUSY,
    /** The person is leaving: give nothing. */
    LEAVING,
    /** A later attempt has been here. */
    STALE,
    /** Entitlement, account or connector do not exist. */
    GONE
  }

  /**
   * What a connector needs to know.
   *
   * @param kind the connector's kind, such as {@code ldap}
   * @param config its settings; secrets only as names of files
   * @param externalId what the target system calls the entitlement
   * @param profile what is known of the account, such as {@code dn}
   */
  record Target(
      String kind,
      Map<String, String> config,
      String externalId,
      String username,
      Map<String, String> profile,
      String displayName) {
    public Target {
      config = Map.copyOf(config);
      profile = Map.copyOf(profile);
    }
  }
}
