package dev.gatehouse.provisioning.attempt;

/** What came of taking an attempt up once. */
public sealed interface TryOutcome {
  /** The access is as wanted. */
  record Succeeded() implements TryOutcome {}

  /** It can never be done as things are; the sentence says why. */
  record Impossible(String sentence) implements TryOutcome {}

  /**
   * The target could not be reached.
   *
   * @param unsure whether a call may have arrived all the same
   */
  record Missed(String sentence, boolean unsure) implements TryOutcome {}

  /**
   * Something that is not the target stood in the way: another task at the same access, or a
   * service that is down. It is no reason to give up.
   */
  record HeldUp(String sentence, boolean unsure) implements TryOutcome {}

  /** The task no longer wants it. */
  record Unwanted(String sentence) implements TryOutcome {}
}
