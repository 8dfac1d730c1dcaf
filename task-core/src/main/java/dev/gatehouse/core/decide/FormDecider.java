package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.form.FormCheck;
import dev.gatehouse.core.form.Picked;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Forms that are filled in. The requester is asked, or whom the request is for where no person made
 * it, or else the super admins.
 */
final class FormDecider {
  private FormDecider() {}

  static void begin(Draft draft, PolicyStep.Form step) {
    List<UserId> asked = asked(draft);
    if (asked.isEmpty()) {
      draft.add(
          new Change.TaskParked(
              "Nobody is left who could fill in the form: expected a requester, a person whom the"
                  + " request is for, or a super admin."));
      return;
    }
    ask(draft, StepFlow.nextStepId(draft.task(), 0), step, asked);
  }

  static void ask(Draft draft, StepId id, PolicyStep.Form step, List<UserId> asked) {
    draft.add(
        new Change.StepStarted(
            new StepInstance.Form(
                id, draft.run().generationId(), step, asked, Answers.NONE, null)));
  }

  private static List<UserId> asked(Draft draft) {
    Task task = draft.task();
    for (UserId person : new UserId[] {task.createdBy(), task.subject().person()}) {
      if (person != null && People.active(draft, person)) {
        return List.of(person);
      }
    }
    return draft.facts().get(new Query.SuperAdmins()).stream()
        .filter(Person::enabled)
        .map(Person::id)
        .toList();
  }

  static Decision fillIn(Command.UpdateRequestData command, Draft draft) {
    StepInstance.Form step =
        (StepInstance.Form) Objects.requireNonNull(draft.run().current(), "a form is asked for");
    Form form = step.definition().form();
    Rejected refusal = refuse(draft, form, command.data());
    if (refusal != null) {
      return refusal;
    }
    answer(draft, step, command.data());
    StepFlow.advance(draft);
    return draft.accepted();
  }

  /**
   * Asks for what a request for the entitlement has to say, before anything else; it may have been
   * said along with the request.
   */
  static @Nullable Rejected first(Draft draft, Form form, @Nullable Answers answers) {
    if (answers != null) {
      Rejected refusal = refuse(draft, form, answers);
      if (refusal != null) {
        return refusal;
      }
    }
    PolicyStep.Form first = new PolicyStep.Form(form);
    List<PolicyStep> steps = new ArrayList<>();
    steps.add(first);
    steps.addAll(draft.run().next());
    draft.add(new Change.NextStepsChanged(steps));
    begin(draft, first);
    if (answers != null && draft.run().current() instanceof StepInstance.Form step) {
      answer(draft, step, answers);
    }
    return null;
  }

  private static void answer(Draft draft, StepInstance.Form step, Answers answers) {
    Form form = step.definition().form();
    draft.add(new Change.FormAnswered(step.id(), FormCheck.complete(form, answers)));
    draft.add(
        new Change.StepEnded(step.id(), new StepOutcome.FilledIn(draft.person(), draft.now())));
  }

  /** Why answers are not taken: all that is wrong with them, at once; null if they are. */
  static @Nullable Rejected refuse(Draft draft, Form form, Answers answers) {
    LocalDate today = LocalDate.ofInstant(draft.now(), ZoneOffset.UTC);
    List<String> flaws = new ArrayList<>(FormCheck.flaws(form, answers, today));
    if (flaws.isEmpty()) {
      people(draft, form, answers, flaws);
    }
    return flaws.isEmpty() ? null : Rejected.of(Reason.INVALID, String.join(" ", flaws));
  }

  private static void people(Draft draft, Form form, Answers answers, List<String> flaws) {
    List<Picked> picked = Picked.people(form, FormCheck.complete(form, answers));
    draft
        .facts()
        .need(
            picked.stream()
                .map(one -> new Query.FindPerson(new UserId(one.id())))
                .toArray(Query[]::new));
    for (Picked one : picked) {
      boolean fit =
          draft
              .facts()
              .get(new Query.FindPerson(new UserId(one.id())))
              .filter(person -> person.enabled() || one.alsoDisabled())
              .isPresent();
      if (!fit) {
        flaws.add(
            "Expected data.%s to name %s, but it was %s."
                .formatted(one.field(), one.alsoDisabled() ? "people" : "active people", one.id()));
      }
    }
  }
}
