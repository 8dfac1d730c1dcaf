package dev.gatehouse.provisioning.connectors;

/** What came of asking a target. */
public sealed interface Answer {
  /** It is so now. */
  record Done() implements Answer {}

  /** It was so before: already there, or already gone. This is success too. */
  record Already() implements Answer {}

  /** It is not so. */
  sealed interface Failure extends Answer {
    /** Why, for people: "Expected ..., but ...". */
    String sentence();
  }

  /** The target did not take the call, so nothing changed; it may work later. */
  record Unreachable(String sentence) implements Failure {}

  /** The target may have got the call, but nothing was heard of it; it may work later. */
  record Unanswered(String sentence) implements Failure {}

  /** The target will never do it as things are. */
  record Refused(String sentence) implements Failure {}
}
