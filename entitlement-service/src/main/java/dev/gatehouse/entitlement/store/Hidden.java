package dev.gatehouse.entitlement.store;

/** The names of stored fields that the API does not show. */
public final class Hidden {
  /** Counts the writes; each write is guarded by the version that it saw. */
  public static final String VERSION = "version";

  /** What lists are ordered by. */
  public static final String SORT_KEY = "sortKey";

  /** Lower-cased words for searches by text. */
  public static final String WORDS = "words";

  /** The alias of a live entitlement, unique. */
  public static final String ALIAS_KEY = "aliasKey";

  /** The lower-cased address of a live person, unique. */
  public static final String EMAIL_KEY = "emailKey";

  /** The people who own an app, a resource or an entitlement. */
  public static final String OWNERS = "ownerUserIds";

  /** The namespace of an import file. */
  public static final String SOURCE = "source";

  /** The name that the import file gives the object. */
  public static final String REFERENCE = "reference";

  /** When a delegation begins. */
  public static final String DELEGATION_START = "delegationStart";

  /** When a delegation ends. */
  public static final String DELEGATION_END = "delegationEnd";

  /** The policies that a policy names at any depth, in rules, escalations and agents. */
  public static final String NAMED_POLICIES = "namedPolicyIds";

  /** What a connector does: {@code ldap} or {@code instant}. */
  public static final String CONNECTOR_KIND = "kind";

  /** How a connector reaches its target. */
  public static final String CONNECTOR_CONFIG = "config";

  /** The hash of the request that made the entity under an Idempotency-Key. */
  public static final String REQUEST_HASH = "requestHash";

  /** What is still to be published about the entity. */
  public static final String OUTBOX = "outbox";

  /** Why what is to be published waits: vain tries, and whether an operator is asked. */
  public static final String HELD = "held";

  private Hidden() {}
}
