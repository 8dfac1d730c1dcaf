package dev.gatehouse.testkit.history;

/**
 * One thing that a client wanted of a task, as the client saw it.
 *
 * @param command the id of its command; a client that asks again does so under the same one
 * @param task the id of the task
 * @param changes whether it cannot be accepted without a new version of the task, as a comment
 * @param begin when it was sent, by any clock that all clients share
 * @param end when the answer came; nothing can be said of the order of what has none
 */
public record Operation(
    String command, String task, boolean changes, long begin, long end, Result result) {

  /** What the client was told. */
  public sealed interface Result {
    /**
     * It was done.
     *
     * @param version of the task after it
     */
    record Accepted(long version) implements Result {}

    /** It was refused. */
    record Refused(String reason) implements Result {}

    /** No answer came, so that it may have been done or not. */
    record Unknown() implements Result {}
  }
}
