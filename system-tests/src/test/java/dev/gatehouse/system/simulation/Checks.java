package dev.gatehouse.system.simulation;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.entitlement.grant.SimulatedEntitlements.Shown;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptState;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.system.simulation.SimulatedTarget.Access;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.history.EventChains;
import dev.gatehouse.testkit.history.Violation;
import dev.gatehouse.testkit.store.ForwardingTaskStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is looked at after each step. It sees every write, every record and every change of the
 * target when they happen, and believes nobody.
 */
final class Checks {
  private final Cluster cluster;
  private final EventChains chains = new EventChains();
  private final List<Violation> violations = new ArrayList<>();
  private final Map<TaskId, Long> versions = new HashMap<>();
  private final Set<UserId> left = new HashSet<>();
  private final Set<Access> byHand = new HashSet<>();
  private final Set<Object> counted = new HashSet<>();

  Checks(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What was broken so far. */
  List<Violation> violations() {
    List<Violation> all = new ArrayList<>(violations);
    all.addAll(chains.violations());
    return all;
  }

  EventChains chains() {
    return chains;
  }

  /** Accesses that people said they changed themselves, so that the target may differ. */
  Set<Access> byHand() {
    return byHand;
  }

  void violated(String promise, String sentence) {
    violations.add(new Violation(promise, sentence));
  }

  void sent(RawRecord record) {
    if (record.topic().equals(Topics.TASK_EVENTS)) {
      byte[] bytes = Objects.requireNonNull(record.value());
      chains.add(BatchBench.AVRO.decode(bytes, TaskEvent.class), bytes);
    }
  }

  TaskStore watching(TaskStore store) {
    return new ForwardingTaskStore(store) {
      @Override
      public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
        Map<TaskId, WriteResult> results = super.write(writes);
        for (TaskWrite write : writes) {
          if (results.get(write.id()) instanceof WriteResult.Lost) {
            cluster.count("race lost");
          }
          if (results.get(write.id()) instanceof WriteResult.Won won) {
            written(write, won.stored());
          }
        }
        return results;
      }
    };
  }

  AttemptStore watching(AttemptStore store) {
    return new WatchedAttempts(store, this);
  }

  private void written(TaskWrite write, StoredTask stored) {
    long before = versions.getOrDefault(write.id(), 0L);
    long events = write.outbox().stream().filter(OutboxEntry::event).count();
    if (stored.version() != before + events) {
      violated(
          "P4",
          ("Expected a write with %d events to bring task %s from version %d to %d, but it brought"
                  + " it to %d.")
              .formatted(events, write.id(), before, before + events, stored.version()));
    }
    if (!write.outbox().isEmpty() && write.outcomes().size() > 1) {
      cluster.count("many commands in one write");
    }
    versions.put(write.id(), stored.version());
    Task task = stored.task();
    if (task != null) {
      approvals(task);
      undone(task);
      closed(task);
    }
  }

  private void approvals(Task task) {
    if (task.policy() == null) {
      return;
    }
    for (StepInstance step : task.policy().history()) {
      if (step.outcome() instanceof StepOutcome.Approved approved
          && (approved.by().equals(task.createdBy())
              || approved.by().equals(task.subject().person()))) {
        violated(
            "S5",
            "Expected nobody to approve their own request, but %s did so on task %s."
                .formatted(approved.by(), task.id()));
      }
      if (step.outcome() instanceof StepOutcome.ReassignedByError && counted.add(step.id())) {
        cluster.count("connector gave up");
      }
      if (step.outcome() instanceof StepOutcome.Completed done
          && done.by() != null
          && task.subject() instanceof Subject.Access access) {
        byHand.add(
            new Access(
                access.entitlement(),
                access.appUserId() == null
                    ? Organisation.accountOf(Objects.requireNonNull(access.identity()))
                    : access.appUserId()));
      }
    }
  }

  private void undone(Task task) {
    if (task.subject() instanceof Subject.Revoke revoke
        && revoke.source() instanceof RevokeSource.Undone
        && counted.add(task.id())) {
      cluster.count("request undone");
    }
  }

  private void closed(Task task) {
    if (!task.open()
        && task.outcome() == Outcome.SUCCESS
        && task.subject() instanceof Subject.Offboarding offboarding
        && left.add(offboarding.person())) {
      cluster.count("person has left");
      AppUserId account = Organisation.accountOf(offboarding.person());
      List<String> live =
          cluster.grants.all().stream()
              .filter(grant -> grant.live() && grant.account().equals(account))
              .map(grant -> grant.entitlement().id().value())
              .toList();
      List<Access> there =
          cluster.target.there().stream().filter(a -> a.account().equals(account)).toList();
      if (!live.isEmpty() || !there.isEmpty()) {
        violated(
            "P8",
            ("Expected %s to hold nothing once their offboarding is done, but there are the grants"
                    + " %s and at the target %s.")
                .formatted(offboarding.person(), live, there));
      }
    }
  }

  void claimed(ProvisioningAttempt attempt) {
    cluster.count(
        attempt.claims() == 1
            ? "attempt begun"
            : attempt.unsure() ? "attempt taken up again, unsure" : "attempt taken up again");
  }

  /** A change of the target, at the moment at which it is made. */
  void changed(AttemptId by, Access access, boolean given) {
    cluster.count(given ? "access given" : "access taken back");
    boolean over =
        cluster
            .attempts
            .find(by)
            .filter(attempt -> attempt.state() == AttemptState.CLAIMED)
            .isEmpty();
    if (over) {
      violated(
          "P5", "Expected attempt %s to change nothing once it is over, but it did.".formatted(by));
    }
    boolean holds =
        cluster
            .grants
            .find(access.entitlement(), access.account())
            .map(Shown::holder)
            .filter(by.taskId()::equals)
            .isPresent();
    if (!holds) {
      violated(
          "P6",
          "Expected whoever changes %s to hold its lease, but attempt %s does not."
              .formatted(access, by));
    }
    if (!given) {
      return;
    }
    StoredTask stored = cluster.tasks.load(List.of(by.taskId())).get(by.taskId());
    Task task = stored == null ? null : stored.task();
    if (task == null
        || task.currentStep() == null
        || !task.currentStep().id().equals(by.stepId())) {
      violated(
          "P6",
          ("Expected access to come only of a step that is going on, but attempt %s of a step that"
                  + " is over gave %s.")
              .formatted(by, access));
    }
    if (left.contains(Organisation.ownerOf(access.account()))) {
      violated(
          "P8", "Expected nothing to be given to who has left, but attempt %s did.".formatted(by));
    }
  }
}
