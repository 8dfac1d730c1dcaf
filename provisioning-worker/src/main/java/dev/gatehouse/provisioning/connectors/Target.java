package dev.gatehouse.provisioning.connectors;

import java.util.Map;

/**
 * One access at one target: who gets or loses what.
 *
 * @param externalId what the target calls the entitlement, such as the DN of a group
 * @param accountId what the catalogue calls the account
 * @param username the account's name for people
 * @param profile what is known of the account
 * @param displayName the entitlement's name for people
 */
public record Target(
    String externalId,
    String accountId,
    String username,
    Map<String, String> profile,
    String displayName) {
  public Target {
    profile = Map.copyOf(profile);
  }

  /** A text of the profile; empty where there is none. */
  public String profileText(String key) {
    return profile.getOrDefault(key, "");
  }
}
