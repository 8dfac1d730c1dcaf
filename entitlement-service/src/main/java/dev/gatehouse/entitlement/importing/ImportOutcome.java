package dev.gatehouse.entitlement.importing;

/** What became of one object of a file. */
public sealed interface ImportOutcome {
  /** It is new. */
  record Created() implements ImportOutcome {}

  /** It was there and differed. */
  record Updated() implements ImportOutcome {}

  /** It was there, just so. */
  record Unchanged() implements ImportOutcome {}

  /** It was not taken up; the reason is one sentence. */
  record Refused(String reason) implements ImportOutcome {}
}
