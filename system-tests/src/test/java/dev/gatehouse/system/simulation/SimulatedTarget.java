package dev.gatehouse.system.simulation;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.ConnectorKind;
import dev.gatehouse.provisioning.connectors.Holding;
import dev.gatehouse.provisioning.connectors.Target;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The system outside: who has what there, and a ledger of every change that was made to it. */
final class SimulatedTarget implements ConnectorKind {
  private final Set<Access> there = new LinkedHashSet<>();
  private final Listener listener;
  private @Nullable AttemptId caller;

  /** One access of one account. */
  record Access(EntitlementRef entitlement, AppUserId account) {}

  /** Hears of each change, when it has been made. */
  interface Listener {
    void changed(AttemptId by, Access access, boolean given);
  }

  SimulatedTarget(Listener listener) {
    this.listener = listener;
  }

  /** Whose call comes next. */
  void calledBy(AttemptId id) {
    caller = id;
  }

  /** What is there now. */
  Set<Access> there() {
    return there;
  }

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public Connector open(Map<String, String> config, Duration callTimeout) {
    return new Connector() {
      @Override
      public Answer grant(Target target) {
        return change(target, true);
      }

      @Override
      public Answer revoke(Target target) {
        return change(target, false);
      }

      @Override
      public Holding holds(Target target) {
        return new Holding.Known(there.contains(access(target)));
      }

      @Override
      public void close() {}
    };
  }

  private Answer change(Target target, boolean give) {
    Access access = access(target);
    boolean changed = give ? there.add(access) : there.remove(access);
    if (changed && caller != null) {
      listener.changed(caller, access, give);
    }
    return changed ? new Answer.Done() : new Answer.Already();
  }

  private static Access access(Target target) {
    return new Access(
        new EntitlementRef(Organisation.WIKI, new EntitlementId(target.externalId())),
        new AppUserId(target.accountId()));
  }
}
