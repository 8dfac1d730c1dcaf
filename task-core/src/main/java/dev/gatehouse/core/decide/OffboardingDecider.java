package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.GrantPage;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.OpenKey;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.OffboardingProgress;
import dev.gatehouse.core.task.OffboardingProgress.Phase;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes everything back from a person. First they are marked as leaving, so that nothing new is
 * given; then their open requests are cancelled; then each live grant gets a revoke task, the
 * accounts themselves last. It works in pages, by commands to itself. When all children have
 * closed, a fresh scan decides: nothing left is done, something left is one more round, then an
 * error that names it.
 *
 * <p>The task keeps no counters: whether children are open is asked each time.
 */
final class OffboardingDecider {
  private static final int PAGE = 50;
  private static final int ROUNDS = 2;

  private OffboardingDecider() {}

  /** The command to itself for the turn that stands in the progress. */
  static Draft goOnLater(Draft draft, OffboardingProgress progress) {
    TaskId self = draft.task().id();
    return draft.send(
        self,
        new Command.ContinueOffboarding(progress.turn()),
        "continue",
        self.value(),
        "" + progress.turn());
  }

  static Decision goOn(Command.ContinueOffboarding command, Draft draft) {
    Rejected refusal = refuse(draft);
    if (refusal != null) {
      return refusal;
    }
    OffboardingProgress progress = progress(draft);
    if (command.turn() != progress.turn()) {
      return draft.accepted(); // an earlier turn, repeated: it was done
    }
    return work(draft, progress);
  }

  static Decision childClosed(Draft draft) {
    Rejected refusal = refuse(draft);
    if (refusal != null) {
      return refusal;
    }
    if (!draft.task().open()) {
      return draft.accepted();
    }
    return switch (progress(draft).phase()) {
      case AWAIT_ACCESS, AWAIT_ACCOUNTS, AWAIT_CANCELLED -> work(draft, progress(draft));
      case CANCEL_REQUESTS, REVOKE_ACCESS, REVOKE_ACCOUNTS, CANCEL_CHILDREN -> draft.accepted();
    };
  }

  private static @Nullable Rejected refuse(Draft draft) {
    if (!TaskDecider.fromService(draft)) {
      return Rejected.of(
          Reason.NOT_ALLOWED, "Expected a service to move an offboarding on, but a person did.");
    }
    return draft.task().subject() instanceof Subject.Offboarding
        ? null
        : Rejected.of(
            Reason.INVALID,
            "Expected an offboarding, but task "
                + draft.task().numericId()
                + " is of another kind.");
  }

  static Decision cancel(Draft draft, OffboardingProgress progress) {
    advanceTo(draft, progress.at(Phase.CANCEL_CHILDREN, ""));
    return draft.accepted();
  }

  static void nextTurn(Draft draft, OffboardingProgress progress) {
    advanceTo(draft, progress.at(progress.phase(), progress.cursor()));
  }

  private static Decision work(Draft draft, OffboardingProgress progress) {
    return switch (progress.phase()) {
      case CANCEL_REQUESTS -> cancelRequests(draft, progress);
      case REVOKE_ACCESS -> revokePage(draft, progress, false, Phase.AWAIT_ACCESS);
      case AWAIT_ACCESS -> await(draft, progress, false);
      case REVOKE_ACCOUNTS -> revokePage(draft, progress, true, Phase.AWAIT_ACCOUNTS);
      case AWAIT_ACCOUNTS -> await(draft, progress, true);
      case CANCEL_CHILDREN -> cancelChildren(draft, progress);
      case AWAIT_CANCELLED -> awaitCancelled(draft);
    };
  }

  private static Decision cancelRequests(Draft draft, OffboardingProgress progress) {
    draft.facts().get(new Query.MarkLeaving(person(draft.task()), draft.task().id()));
    List<TaskId> open = openRequests(draft, progress.cursor());
    cancel(draft, open);
    boolean more = open.size() == PAGE / 2;
    advanceTo(
        draft,
        more
            ? progress.at(Phase.CANCEL_REQUESTS, open.getLast().value())
            : progress.at(Phase.REVOKE_ACCESS, ""));
    return draft.accepted();
  }

  private static List<TaskId> openRequests(Draft draft, String after) {
    return draft.facts().get(new Query.OpenGrantTasksOf(person(draft.task()), after, PAGE / 2));
  }

  private static void cancel(Draft draft, List<TaskId> requests) {
    TaskId self = draft.task().id();
    for (TaskId request : requests) {
      draft.send(request, new Command.Watch(self), "watch", self.value(), request.value());
      draft.send(
          request,
          new Command.Close("The person is leaving."),
          "cancel",
          self.value(),
          request.value());
    }
  }

  private static Decision revokePage(
      Draft draft, OffboardingProgress progress, boolean accounts, Phase then) {
    GrantPage page =
        draft
            .facts()
            .get(new Query.LiveGrantsOf(person(draft.task()), accounts, progress.cursor(), PAGE));
    revoke(draft, progress, page.grants());
    advanceTo(
        draft,
        page.next().isEmpty() ? progress.at(then, "") : progress.at(progress.phase(), page.next()));
    return draft.accepted();
  }

  /** An open revoke of the same access is adopted, otherwise one is made. */
  private static void revoke(Draft draft, OffboardingProgress progress, List<LiveGrant> grants) {
    TaskId self = draft.task().id();
    draft.facts().need(grants.stream().map(OffboardingDecider::openRevoke).toArray(Query[]::new));
    for (LiveGrant grant : grants) {
      Optional<TaskId> open = draft.facts().get(openRevoke(grant));
      if (open.isPresent()) {
        draft.send(
            open.get(),
            new Command.Watch(self),
            "watch",
            self.value(),
            open.get().value(),
            "" + progress.turn());
      } else {
        TaskId child = child(draft.task(), grant, progress.round());
        draft.send(child, revocation(draft, grant), "revoke", child.value());
      }
    }
  }

  private static Query.OpenTaskFor openRevoke(LiveGrant grant) {
    return new Query.OpenTaskFor(
        OpenKey.revoke(grant.entitlement(), grant.identity(), grant.appUserId()));
  }

  private static Command.CreateRevoke revocation(Draft draft, LiveGrant grant) {
    return new Command.CreateRevoke(
        grant.entitlement().appId(),
        grant.entitlement().id(),
        grant.appUserId(),
        grant.identity(),
        draft.task().displayName(),
        new RevokeSource.Requested(draft.task().createdBy()),
        Origin.AUTOMATION,
        draft.task().id());
  }

  static TaskId child(Task parent, LiveGrant grant, int round) {
    return new TaskId(
        DerivedId.of(
            "offboarding-child",
            parent.id().value(),
            grant.entitlement().appId().value(),
            grant.entitlement().id().value(),
            grant.appUserId().value(),
            "" + round));
  }

  /**
   * Children are open: wait. None is: look what is left, and decide by that alone. What could not
   * be taken back does not keep the accounts from being tried; the round ends with them.
   */
  private static Decision await(Draft draft, OffboardingProgress progress, boolean accounts) {
    Task task = draft.task();
    if (!draft.facts().get(new Query.OpenChildrenOf(task.id(), false, "", 1)).isEmpty()) {
      return draft.accepted();
    }
    List<LiveGrant> left = left(draft, accounts);
    List<LiveGrant> unmade = notTriedYet(draft, progress, left);
    if (!unmade.isEmpty()) {
      revoke(draft, progress, unmade);
      draft.add(new Change.OffboardingAdvanced(progress.at(progress.phase(), progress.cursor())));
    } else if (!accounts) {
      advanceTo(draft, progress.at(Phase.REVOKE_ACCOUNTS, ""));
    } else if (left.isEmpty()) {
      closeUnlessAskedMeanwhile(draft, progress);
    } else if (progress.round() < ROUNDS) {
      advanceTo(draft, progress.nextRound());
    } else {
      draft.note("Still granted: " + names(left) + ".");
      draft.close(Outcome.ERROR);
    }
    return draft.accepted();
  }

  /** A request that was made while the person was being marked may be found only now. */
  private static void closeUnlessAskedMeanwhile(Draft draft, OffboardingProgress progress) {
    List<TaskId> late = openRequests(draft, "");
    if (late.isEmpty()) {
      draft.close(Outcome.SUCCESS);
    } else {
      cancel(draft, late);
      draft.add(new Change.OffboardingAdvanced(progress.at(progress.phase(), progress.cursor())));
    }
  }

  /** What the person still has: everything but the accounts, and with them where they are due. */
  private static List<LiveGrant> left(Draft draft, boolean accounts) {
    UserId person = person(draft.task());
    List<LiveGrant> left =
        new ArrayList<>(
            draft.facts().get(new Query.LiveGrantsOf(person, false, "", PAGE)).grants());
    if (accounts) {
      left.addAll(draft.facts().get(new Query.LiveGrantsOf(person, true, "", PAGE)).grants());
    }
    return left;
  }

  /**
   * Grants of this round without a child that has closed: its creation is still under way, or lost.
   */
  private static List<LiveGrant> notTriedYet(
      Draft draft, OffboardingProgress progress, List<LiveGrant> grants) {
    Task task = draft.task();
    if (grants.isEmpty()) {
      return List.of();
    }
    List<TaskId> ids = grants.stream().map(g -> child(task, g, progress.round())).toList();
    Map<TaskId, Boolean> closed = draft.facts().get(new Query.ClosedAmong(ids));
    return grants.stream()
        .filter(g -> !closed.getOrDefault(child(task, g, progress.round()), false))
        .limit(PAGE)
        .toList();
  }

  /** What somebody else asked for was adopted only, and goes on without the offboarding. */
  private static Decision cancelChildren(Draft draft, OffboardingProgress progress) {
    TaskId self = draft.task().id();
    List<TaskId> open =
        draft.facts().get(new Query.OpenChildrenOf(self, true, progress.cursor(), PAGE));
    for (TaskId child : open) {
      draft.send(
          child,
          new Command.Close("The offboarding was closed."),
          "cancel-child",
          self.value(),
          child.value());
    }
    boolean more = open.size() == PAGE;
    advanceTo(
        draft,
        more
            ? progress.at(Phase.CANCEL_CHILDREN, open.getLast().value())
            : progress.at(Phase.AWAIT_CANCELLED, ""));
    return draft.accepted();
  }

  private static Decision awaitCancelled(Draft draft) {
    Task task = draft.task();
    if (!draft.facts().get(new Query.OpenChildrenOf(task.id(), true, "", 1)).isEmpty()) {
      return draft.accepted();
    }
    draft.facts().get(new Query.UnmarkLeaving(person(task), task.id()));
    return draft.close(Outcome.CANCELLED).accepted();
  }

  private static void advanceTo(Draft draft, OffboardingProgress progress) {
    draft.add(new Change.OffboardingAdvanced(progress));
    goOnLater(draft, progress);
  }

  private static String names(List<LiveGrant> grants) {
    return grants.stream().map(LiveGrant::displayName).collect(Collectors.joining(", "));
  }

  private static OffboardingProgress progress(Draft draft) {
    return offboarding(draft.task()).progress();
  }

  private static UserId person(Task task) {
    return offboarding(task).person();
  }

  private static Subject.Offboarding offboarding(Task task) {
    return switch (task.subject()) {
      case Subject.Offboarding s -> s;
      case Subject.Grant s -> throw new IllegalStateException("not an offboarding");
      case Subject.Revoke s -> throw new IllegalStateException("not an offboarding");
    };
  }
}
