package dev.gatehouse.system.crash;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is known of timers after a run.
 *
 * @param end when the run was over
 * @param tasks that were accepted
 * @param timers of each task, as the database told of them
 * @param versions how many each task has, by its audits
 * @param changes see {@link Store#changesOfSteps}
 * @param calm whether all workers worked at a time
 */
record TimerEvidence(
    Plan.Length length,
    Instant end,
    Set<String> tasks,
    Map<String, List<TimerBook.Timer>> timers,
    Map<String, Integer> versions,
    Map<String, List<String>> changes,
    Predicate<Instant> calm) {}
