package dev.gatehouse.system.crash;

import dev.gatehouse.testkit.history.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that is known after a run, each from where it cannot be made up: from clients, from
 * the topics, from the database, and from the target's own book.
 *
 * @param lines what clients were told
 * @param versions for each task the commands that made its versions, as the topic has them
 * @param chains what is wrong with the topic itself
 * @param repeatedEvents how many events stand there more than once
 * @param kept the tasks and audits in the database
 * @param tasks the tasks as their last events tell
 * @param grants access as it is recorded
 * @param places where each recorded access is in the directory, by {@link #key}
 * @param members who is in a group of the directory
 * @param book what was changed in the directory
 * @param calls how often the directory was asked to change something
 * @param bad where records were sent that nobody can read
 * @param dead where the dead letters come from
 * @param good the commands that were sent among the bad records
 * @param leavers who was offboarded
 * @param settled for each look at P9 what was still open; empty for nothing
 * @param replay what came of reading everything again
 * @param faults what was done
 */
record Evidence(
    List<Ledger.Line> lines,
    Map<String, List<String>> versions,
    List<Violation> chains,
    long repeatedEvents,
    Map<String, Store.Kept> kept,
    List<Witness.Seen> tasks,
    List<Store.Grant> grants,
    Map<String, Target.Member> places,
    Set<Target.Member> members,
    List<Target.Change> book,
    long calls,
    Set<String> bad,
    Set<String> dead,
    List<BadRecords.Good> good,
    List<Leavers.Leaver> leavers,
    List<String> settled,
    Replay.Outcome replay,
    Done faults) {

  /**
   * What was done to the installation.
   *
   * @param counts by kind
   * @param points how often a process died at each point
   * @param ends how long services took that were ended in good order
   * @param longestEnd how long they may take
   * @param moved for each frozen worker whether others got its partitions
   */
  record Done(
      Map<String, Integer> counts,
      Map<String, Integer> points,
      List<Duration> ends,
      Duration longestEnd,
      List<Boolean> moved) {}

  /** What is known where only tasks are looked at, and nothing is provided. */
  static Evidence ofTasks(
      Ledger ledger, Witness witness, Store store, String open, Map<String, Integer> faults) {
    return new Evidence(
        ledger.lines(),
        witness.versions(),
        witness.violations(),
        witness.repeats(),
        store.kept(),
        witness.tasks(),
        List.of(),
        Map.of(),
        Set.of(),
        List.of(),
        0,
        Set.of(),
        witness.dead(),
        List.of(),
        List.of(),
        List.of(open),
        new Replay.Outcome(0, List.of()),
        new Done(faults, Map.of(), List.of(), Duration.ZERO, List.of()));
  }

  /** Names an access. */
  static String key(String entitlement, String account) {
    return entitlement + "/" + account;
  }
}
