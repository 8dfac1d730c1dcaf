package dev.gatehouse.api.audit;

import dev.gatehouse.api.task.store.AuditReader;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Change.RuleTried;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The rules that were tried when the policy of a task began, as its history tells. */
@Component
public class TriedRules {
  private final AuditReader audits;

  TriedRules(AuditReader audits) {
    this.audits = audits;
  }

  /** They in their order; none where the policy has no rules. */
  public Mono<List<RuleTried>> of(TaskId task) {
    return audits
        .read(task, new AuditReader.Range(true, null, null, Set.of()))
        .publishOn(Schedulers.boundedElastic())
        .map(Entries::changes)
        .filter(changes -> changes.stream().anyMatch(TriedRules::beginsPolicy))
        .next()
        .map(TriedRules::tried)
        .defaultIfEmpty(List.of());
  }

  private static boolean beginsPolicy(Change change) {
    return change instanceof Change.TaskCreated || change instanceof Change.PolicyReplaced;
  }

  private static List<RuleTried> tried(List<Change> changes) {
    return changes.stream().filter(RuleTried.class::isInstance).map(RuleTried.class::cast).toList();
  }
}
