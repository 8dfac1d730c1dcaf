package dev.gatehouse.schemas;

/** Names of Kafka record headers. */
public final class RecordHeaders {
  /** HMAC of the installation over command id, task id and value, see {@code InstallationKeys}. */
  public static final String SIGNATURE = "gatehouse-signature";

  /** Proof of any other producer: a compact JWS with its client's Ed25519 key. */
  public static final String PROOF = "proof";

  /** On a reply: the gateway that waits for it. */
  public static final String REPLY_TO = "gatehouse-reply-to";

  /** On a dead letter: where the record came from, and why it is here. */
  public static final String DEAD_TOPIC = "gatehouse-topic";

  public static final String DEAD_PARTITION = "gatehouse-partition";
  public static final String DEAD_OFFSET = "gatehouse-offset";
  public static final String DEAD_REASON = "gatehouse-reason";

  private RecordHeaders() {}
}
