package dev.gatehouse.system.simulation;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.provisioning.executor.GrantLeases;
import dev.gatehouse.runtime.facts.CatalogFacts;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.store.TaskWrite;
import dev.gatehouse.runtime.store.WriteResult;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.testkit.store.ForwardingTaskStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The faults that the simulation has to find: each puts one wrong part in the place of a right one.
 * They stand here, beside the tests, so that no jar of Gatehouse has a way to switch anything off.
 */
enum PlantedFault {
  NO_VERSION_FILTER("a write does not look whether somebody else wrote meanwhile") {
    @Override
    Parts parts() {
      return tasks(Blind::new);
    }
  },
  CLEAR_BEFORE_ACK("an outbox is cleared before its records are there") {
    @Override
    Parts parts() {
      return tasks(ClearsAtOnce::new);
    }
  },
  COMMIT_BEFORE_WRITE("offsets are committed before the work is done") {
    @Override
    Parts parts() {
      return new Parts() {
        @Override
        boolean commitsFirst() {
          return true;
        }
      };
    }
  },
  NO_ID_CHECK("a command that was done before is not recognised") {
    @Override
    Parts parts() {
      return tasks(Forgetful::new);
    }
  },
  HIGH_WATER("a consumer that acts drops what is not newer than the last that it saw of a task") {
    @Override
    Parts parts() {
      return new Parts() {
        @Override
        AttemptStore attempts(AttemptStore right) {
          return new HighWater(right);
        }
      };
    }
  },
  NO_EPOCH_CHECK("the target is changed without a lease of one's own") {
    @Override
    Parts parts() {
      return new Parts() {
        @Override
        GrantLeases leases(GrantLeases right) {
          return new Careless(right);
        }
      };
    }
  },
  NEWEST_FIRST("an outbox is published from its end") {
    @Override
    Parts parts() {
      return tasks(Backwards::new);
    }
  },
  TIMER_GUARD_OFF("an attempt is taken up before its time") {
    @Override
    Parts parts() {
      return new Parts() {
        @Override
        InMemoryAttemptStore attemptStore(Clock clock) {
          return new InMemoryAttemptStore(clock) {
            @Override
            boolean isDue(@Nullable Instant time) {
              return time != null;
            }
          };
        }
      };
    }
  },
  VISIBILITY_FILTER_OFF("everybody counts as an owner, and so sees every task") {
    @Override
    Parts parts() {
      return catalog(PlantedFault::ownedByEverybody);
    }
  },
  SELF_APPROVAL_CHECK_OFF("people may approve their own requests") {
    @Override
    Parts parts() {
      return catalog(PlantedFault::withSelfApproval);
    }
  };

  private final String meaning;

  PlantedFault(String meaning) {
    this.meaning = meaning;
  }

  String meaning() {
    return meaning;
  }

  /** The parts, one of them wrong; for one seed. */
  abstract Parts parts();

  private static Parts tasks(UnaryOperator<TaskStore> wrong) {
    return new Parts() {
      @Override
      TaskStore tasks(TaskStore right) {
        return wrong.apply(right);
      }
    };
  }

  private static Parts catalog(UnaryOperator<Object> wrong) {
    return new Parts() {
      @Override
      CatalogFacts catalog(CatalogFacts right) {
        return queries -> {
          Map<Query<?>, Object> answers = new HashMap<>(right.answer(queries));
          answers.replaceAll((query, answer) -> wrong.apply(answer));
          return answers;
        };
      }
    };
  }

  private static Object ownedByEverybody(Object answer) {
    if (!(answer instanceof Optional<?> found && found.orElse(null) instanceof Entitlement e)) {
      return answer;
    }
    Person eve = Organisation.person(Organisation.EVE, false);
    return Optional.of(
        new Entitlement(
            e.ref(),
            e.displayName(),
            e.appDisplayName(),
            e.deleted(),
            e.account(),
            List.of(eve),
            e.appOwners(),
            e.grantPolicyId(),
            e.revokePolicyId(),
            e.certifyPolicyId(),
            e.maxGrantDuration(),
            e.emergencyGrantEnabled(),
            e.emergencyGrantPolicyId(),
            e.provisioner(),
            e.deprovisioner(),
            e.soleConnector(),
            e.resourceOwners(),
            null));
  }

  private static Object withSelfApproval(Object answer) {
    if (!(answer instanceof Optional<?> found && found.orElse(null) instanceof Policy p)) {
      return answer;
    }
    Map<String, List<PolicyStep>> steps =
        p.steps().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    e -> e.getValue().stream().map(PlantedFault::open).toList()));
    return Optional.of(
        new Policy(p.id(), p.displayName(), p.type(), p.systemBuiltin(), steps, p.document()));
  }

  private static PolicyStep open(PolicyStep step) {
    return step instanceof PolicyStep.Approval a
            && a.approvers() instanceof Approvers.Users(var users, var self, var distinct)
            && !self
        ? new PolicyStep.Approval(
            new Approvers.Users(users, true, distinct),
            a.allowReassignment(),
            a.allowedReassignees(),
            a.allowDelegation(),
            a.requireApprovalReason(),
            a.requireDenialReason(),
            a.requireReassignmentReason(),
            a.escalation())
        : step;
  }

  private static final class Blind extends ForwardingTaskStore {
    Blind(TaskStore store) {
      super(store);
    }

    @Override
    public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
      Map<TaskId, StoredTask> current = load(writes.stream().map(TaskWrite::id).toList());
      return super.write(
          writes.stream()
              .map(
                  w ->
                      new TaskWrite(
                          w.id(),
                          current.get(w.id()),
                          w.task(),
                          w.createdBy(),
                          w.outcomes(),
                          w.positions(),
                          w.outbox(),
                          w.at()))
              .toList());
    }
  }

  private static final class ClearsAtOnce extends ForwardingTaskStore {
    ClearsAtOnce(TaskStore store) {
      super(store);
    }

    @Override
    public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
      Map<TaskId, WriteResult> results = super.write(writes);
      Map<TaskId, List<String>> all = new LinkedHashMap<>();
      results.forEach(
          (id, result) -> {
            if (result instanceof WriteResult.Won won) {
              all.put(id, won.stored().outbox().stream().map(OutboxEntry::id).toList());
            }
          });
      super.clear(all);
      return results;
    }
  }

  private static final class Forgetful extends ForwardingTaskStore {
    Forgetful(TaskStore store) {
      super(store);
    }

    @Override
    public Map<TaskId, StoredTask> load(Collection<TaskId> ids) {
      Map<TaskId, StoredTask> found = new HashMap<>(super.load(ids));
      found.replaceAll(
          (id, s) ->
              new StoredTask(
                  id, s.task(), s.createdBy(), List.of(), List.of(), s.outbox(), s.writeToken()));
      return found;
    }
  }

  private static final class Backwards extends ForwardingTaskStore {
    Backwards(TaskStore store) {
      super(store);
    }

    @Override
    public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
      Map<TaskId, WriteResult> results = new LinkedHashMap<>(super.write(writes));
      results.replaceAll(
          (id, result) ->
              result instanceof WriteResult.Won won
                  ? new WriteResult.Won(reversed(won.stored()))
                  : result);
      return results;
    }

    @Override
    public List<StoredTask> findUnpublished(Instant before, Shards share, int limit) {
      return super.findUnpublished(before, share, limit).stream().map(Backwards::reversed).toList();
    }

    private static StoredTask reversed(StoredTask s) {
      return new StoredTask(
          s.id(),
          s.task(),
          s.createdBy(),
          s.outcomes(),
          s.positions(),
          s.outbox().reversed(),
          s.writeToken());
    }
  }

  private static final class HighWater extends ForwardingAttemptStore {
    private final Map<TaskId, Integer> last = new HashMap<>();

    HighWater(AttemptStore store) {
      super(store);
    }

    @Override
    public void insert(Collection<ProvisioningOrder> orders) {
      super.insert(orders.stream().filter(this::isNewer).toList());
    }

    private boolean isNewer(ProvisioningOrder order) {
      int before = last.getOrDefault(order.id().taskId(), 0);
      last.merge(order.id().taskId(), order.id().number(), Math::max);
      return order.id().number() > before;
    }
  }

  private record Careless(GrantLeases right) implements GrantLeases {
    @Override
    public LeaseAnswer take(LeaseRequest request, Trace trace) {
      LeaseAnswer answer = right.take(request, trace);
      return switch (answer) {
        case LeaseAnswer.Leased leased -> leased;
        case LeaseAnswer.Refused refused ->
            new LeaseAnswer.Leased(0, false, false, Organisation.target(request));
      };
    }

    @Override
    public SettleAnswer settle(SettleRequest request, Trace trace) {
      right.settle(request, trace);
      return new SettleAnswer(true, "");
    }
  }
}
