package dev.gatehouse.bench.result;

import java.util.List;
import java.util.Map;

/**
 * Too much load for a while: what became of every request.
 *
 * @param capacity lifecycles a second that the installation does
 * @param offered requests a second while it is too much
 * @param accepted requests answered with a task
 * @param refused requests answered with 429 and Retry-After
 * @param refusedWithout those of 429 that said no time
 * @param failures other answers, and none at all
 * @param lost accepted requests whose task never closed
 * @param recoverySeconds from the end of the load until a whole second was as good as before it;
 *     negative if that never came
 * @param seconds what happened, second by second
 */
public record OverloadCell(
    String layout,
    double capacity,
    double offered,
    long accepted,
    long refused,
    long refusedWithout,
    Map<String, Long> failures,
    long lost,
    int recoverySeconds,
    List<Second> seconds) {

  /**
   * One second.
   *
   * @param phase before, load or after
   * @param offered requests sent
   * @param accepted of these, by when they were sent
   * @param refused of these
   * @param closed tasks that closed in it
   * @param acceptedP50 milliseconds from request to the answer of an accepted one
   * @param refusedP50 the same of a refused one
   */
  public record Second(
      String phase,
      long offered,
      long accepted,
      long refused,
      long closed,
      double acceptedP50,
      double acceptedP99,
      double acceptedMax,
      double refusedP50,
      double refusedP99) {}
}
