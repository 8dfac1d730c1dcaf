package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.provisioning.attempt.TryOutcome;
import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.Connectors;
import dev.gatehouse.provisioning.connectors.Holding;
import dev.gatehouse.provisioning.connectors.Target;
import dev.gatehouse.runtime.Crash;
import dev.gatehouse.runtime.DependencyDownException;

/**
 * One try of an attempt, in the order that keeps access from coming back: the task says that it
 * still wants it, the lease says that nobody else changes this access, and only then the target is
 * called. Before a call that may have been made already, the target is read.
 */
public final class TargetTry {
  private final TaskReports tasks;
  private final GrantLeases leases;
  private final Connectors connectors;
  private final RunSettings settings;

  public TargetTry(
      TaskReports tasks, GrantLeases leases, Connectors connectors, RunSettings settings) {
    this.tasks = tasks;
    this.leases = leases;
    this.connectors = connectors;
    this.settings = settings;
  }

  TryOutcome attempt(ProvisioningAttempt attempt, Deadline deadline, Place place) {
    AppUserId account = attempt.order().appUserId();
    if (account == null) {
      return new TryOutcome.Impossible(
          "Expected an account to provide the access to, but the order names none.");
    }
    if (!place.admitted()) {
      return new TryOutcome.Missed(
          "Expected the target of the connector to be reachable, but its last calls failed, so that"
              + " it is left alone for a while.",
          attempt.unsure());
    }
    try {
      if (attempt.firstClaim()) {
        if (tasks.awaits(attempt)) {
          return withLease(attempt, account, deadline, place);
        }
        // Nothing was begun yet, so this is when a wish to close the task comes true.
        if (tasks.report(attempt, StepInstance.AttemptState.RETRYING)
            instanceof TaskReports.Reported.Refused refused) {
          return notWanted(attempt, refused);
        }
      }
      return switch (tasks.report(attempt, StepInstance.AttemptState.CLAIMED)) {
        case TaskReports.Reported.Refused refused -> notWanted(attempt, refused);
        case TaskReports.Reported.Noted noted -> withLease(attempt, account, deadline, place);
      };
    } catch (DependencyDownException e) {
      return new TryOutcome.HeldUp(String.valueOf(e.getMessage()), attempt.unsure());
    }
  }

  private static TryOutcome notWanted(
      ProvisioningAttempt attempt, TaskReports.Reported.Refused refused) {
    return switch (refused.reason()) {
      case STALE_STEP, WRONG_STEP_KIND, TASK_CLOSED, NO_SUCH_TASK ->
          new TryOutcome.Unwanted(refused.sentence());
      case NOT_FOUND,
          INVALID,
          NOT_ALLOWED,
          DISABLED,
          ATTEMPT_RUNNING,
          ALREADY_OPEN,
          ALREADY_GRANTED,
          LEAVING,
          PARKED,
          TOO_LARGE,
          CONFLICT ->
          new TryOutcome.HeldUp(refused.sentence(), attempt.unsure());
    };
  }

  private TryOutcome withLease(
      ProvisioningAttempt attempt, AppUserId account, Deadline deadline, Place place) {
    ProvisioningOrder order = attempt.order();
    LeaseAnswer answer;
    try {
      answer = leases.take(request(order, account), order.trace());
    } catch (DependencyDownException e) {
      // It may have been given all the same. Nobody else would ever end it, so the task waits for
      // this attempt until it has.
      return new TryOutcome.HeldUp(String.valueOf(e.getMessage()), true);
    }
    return switch (answer) {
      case LeaseAnswer.Refused refused ->
          refused.kind() == LeaseAnswer.Kind.BUSY
              ? new TryOutcome.HeldUp(refused.sentence(), attempt.unsure())
              : new TryOutcome.Impossible(refused.sentence());
      // No lease was given, so a call now could undo what whoever gets one does.
      case LeaseAnswer.Leased lease when lease.already() -> new TryOutcome.Succeeded();
      case LeaseAnswer.Leased lease -> {
        Crash.at(Crash.CLAIMED);
        boolean unsure = attempt.unsure() || lease.takenOver();
        TryOutcome outcome =
            deadline.leaves(settings.callTimeout().multipliedBy(2))
                ? atTarget(order, account, lease, unsure, place)
                : new TryOutcome.HeldUp(
                    "Expected to have enough time for the call, but the claim is nearly over.",
                    unsure);
        Crash.at(Crash.CALLED);
        yield settled(order, account, lease, outcome);
      }
    };
  }

  private LeaseRequest request(ProvisioningOrder order, AppUserId account) {
    return new LeaseRequest(
        order.id().taskId(),
        order.id().stepId(),
        order.id().number(),
        order.give(),
        order.entitlement(),
        account,
        order.identity(),
        order.connectorId(),
        order.duration(),
        order.ending(),
        settings.claim());
  }

  private TryOutcome atTarget(
      ProvisioningOrder order,
      AppUserId account,
      LeaseAnswer.Leased lease,
      boolean unsure,
      Place place) {
    LeaseAnswer.Target found = lease.target();
    Connector connector = connectors.get(order.connectorId(), found.kind(), found.config());
    Target target =
        new Target(
            found.externalId(),
            account.value(),
            found.username(),
            found.profile(),
            found.displayName());
    String name = "call-" + order.id();
    if (unsure) {
      Holding holding = place.read(name, () -> connector.holds(target));
      if (holding instanceof Holding.Unknown unknown) {
        return failed(unknown.failure(), true);
      }
      if (holding instanceof Holding.Known known && known.there() == order.give()) {
        return new TryOutcome.Succeeded();
      }
    }
    Answer answer =
        place.change(name, () -> order.give() ? connector.grant(target) : connector.revoke(target));
    return switch (answer) {
      case Answer.Done done -> new TryOutcome.Succeeded();
      case Answer.Already already -> new TryOutcome.Succeeded();
      case Answer.Failure failure -> failed(failure, false);
    };
  }

  private static TryOutcome failed(Answer.Failure failure, boolean unsure) {
    return switch (failure) {
      case Answer.Unreachable f -> new TryOutcome.Missed(f.sentence(), unsure);
      case Answer.Unanswered f -> new TryOutcome.Missed(f.sentence(), true);
      case Answer.Refused f ->
          unsure
              ? new TryOutcome.Missed(f.sentence(), true)
              : new TryOutcome.Impossible(f.sentence());
    };
  }

  /**
   * Ends the lease where it is certain how the target is now; where it is not, the lease runs out
   * and whoever has it next reads the target first.
   */
  private TryOutcome settled(
      ProvisioningOrder order, AppUserId account, LeaseAnswer.Leased lease, TryOutcome outcome) {
    return switch (outcome) {
      case TryOutcome.Succeeded succeeded -> confirmed(order, account, lease);
      case TryOutcome.Missed missed when missed.unsure() -> missed;
      case TryOutcome.HeldUp held when held.unsure() -> held;
      case TryOutcome.Missed missed -> released(order, account, lease, missed);
      case TryOutcome.HeldUp held -> released(order, account, lease, held);
      case TryOutcome.Impossible impossible -> released(order, account, lease, impossible);
      case TryOutcome.Unwanted unwanted -> released(order, account, lease, unwanted);
    };
  }

  /** It counts only once the grant says so too. */
  private TryOutcome confirmed(
      ProvisioningOrder order, AppUserId account, LeaseAnswer.Leased lease) {
    try {
      SettleAnswer answer = leases.settle(end(order, account, lease, true), order.trace());
      return answer.settled()
          ? new TryOutcome.Succeeded()
          : new TryOutcome.HeldUp(answer.sentence(), true);
    } catch (DependencyDownException e) {
      return new TryOutcome.HeldUp(String.valueOf(e.getMessage()), true);
    }
  }

  /** The attempt is not over, nor may the task go other ways, before the lease is known to end. */
  private TryOutcome released(
      ProvisioningOrder order, AppUserId account, LeaseAnswer.Leased lease, TryOutcome outcome) {
    try {
      SettleAnswer answer = leases.settle(end(order, account, lease, false), order.trace());
      return answer.settled() ? outcome : new TryOutcome.HeldUp(answer.sentence(), true);
    } catch (DependencyDownException e) {
      return new TryOutcome.HeldUp(String.valueOf(e.getMessage()), true);
    }
  }

  private static SettleRequest end(
      ProvisioningOrder order, AppUserId account, LeaseAnswer.Leased lease, boolean done) {
    return new SettleRequest(
        order.id().taskId(),
        order.id().stepId(),
        order.id().number(),
        lease.epoch(),
        order.entitlement(),
        account,
        done);
  }
}
