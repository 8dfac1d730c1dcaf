package dev.gatehouse.core.decide;

import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.fillIn;
import static dev.gatehouse.core.scenario.Acts.reassign;
import static dev.gatehouse.core.scenario.Acts.request;
import static dev.gatehouse.core.scenario.Acts.restart;
import static dev.gatehouse.core.scenario.Acts.skip;
import static dev.gatehouse.core.scenario.Steps.approval;
import static dev.gatehouse.core.scenario.Steps.form;
import static dev.gatehouse.core.scenario.Steps.question;
import static dev.gatehouse.core.scenario.Steps.users;
import static dev.gatehouse.core.scenario.TaskScenario.given;
import static dev.gatehouse.core.scenario.World.world;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.form.Answer;
import dev.gatehouse.core.form.Field;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.scenario.TaskScenario;
import dev.gatehouse.core.scenario.World;
import dev.gatehouse.core.task.Change.FormAnswered;
import dev.gatehouse.core.task.Change.StepEnded;
import dev.gatehouse.core.task.Change.StepStarted;
import dev.gatehouse.core.task.Outcome;
import dev.gatehouse.core.task.Processing;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormDeciderTest {
  private static final String NOT_ASKED =
      "Expected whoever is asked to fill in the form, but the caller is not.";

  private static TaskScenario asked(PolicyStep... steps) {
    World world = world();
    world.offer("editors").grantPolicy(steps);
    return given(world).when("ann", request("editors"));
  }

  private static TaskScenario askedWhy() {
    return asked(form(question("reason", true)), approval(users("bob")));
  }

  @Test
  void theRequesterFillsTheFormInAndTheNextStepBegins() {
    askedWhy()
        .thenAsked("ann")
        .thenTask(task -> assertThat(task.processing()).isEqualTo(Processing.WAITING))
        .when("ann", fillIn("reason", "I write."))
        .then(FormAnswered.class, StepEnded.class, StepStarted.class)
        .thenHistory(StepOutcome.FilledIn.class)
        .thenAsked("bob")
        .thenTask(
            task ->
                assertThat(
                        ((StepInstance.Form) task.policy().history().getFirst())
                            .answers()
                            .byField())
                    .containsExactly(Map.entry("reason", new Answer.Text("I write."))));
  }

  @Test
  void whatIsWrongIsToldAtOnceAndChangesNothing() {
    askedWhy()
        .when("ann", fillIn(Map.of("reasons", new Answer.Text("I write."))))
        .thenRejected(
            Reason.INVALID,
            "Expected data to have only the fields of the form (reason), but it had reasons."
                + " Expected data.reason, which the form requires.")
        .thenAsked("ann");
  }

  @Test
  void onlyWhoIsAskedFillsItIn() {
    askedWhy()
        .when("root", fillIn("reason", "I write."))
        .thenRejected(Reason.NOT_ALLOWED, NOT_ASKED);
  }

  @Test
  void othersMayBeAskedInstead() {
    askedWhy()
        .when("ann", reassign("You know it.", "dan"))
        .thenHistory(StepOutcome.Reassigned.class)
        .thenAsked("dan")
        .when("ann", fillIn("reason", "I write."))
        .thenRejected(Reason.NOT_ALLOWED, NOT_ASKED)
        .when("dan", fillIn("reason", "She writes."))
        .thenHistory(StepOutcome.Reassigned.class, StepOutcome.FilledIn.class)
        .thenAsked("bob");
  }

  @Test
  void whomARequestIsForIsNotAskedWhereSomebodyMadeIt() {
    World world = world();
    world.offer("editors").grantPolicy(form(question("reason", true)));

    given(world).when("hal", request("editors").forPerson("ann")).thenAsked("hal");
  }

  @Test
  void aFormIsSkippedClosedOrBegunAgainLikeAnyStep() {
    askedWhy().when("root", skip("")).thenHistory(StepOutcome.Skipped.class).thenAsked("bob");
    askedWhy()
        .when("ann", close(""))
        .thenTask(task -> assertThat(task.outcome()).isEqualTo(Outcome.CANCELLED));
    askedWhy().when("ann", fillIn("reason", "I write.")).when("root", restart("")).thenAsked("ann");
  }

  private static World withRequestForm() {
    World world = world();
    world
        .offer("editors")
        .requestForm(question("reason", true))
        .grantPolicy(approval(users("bob")));
    return world;
  }

  @Test
  void whatTheEntitlementAsksForIsAskedFirst() {
    given(withRequestForm())
        .when("ann", request("editors"))
        .thenAsked("ann")
        .when("ann", fillIn("reason", "I write."))
        .thenAsked("bob");
  }

  @Test
  void whatTheEntitlementAsksForMayBeSaidAlongWithTheRequest() {
    given(withRequestForm())
        .when("ann", request("editors").saying("reason", "I write."))
        .thenHistory(StepOutcome.FilledIn.class)
        .thenAsked("bob");
  }

  @Test
  void aRequestThatSaysSomethingElseIsRefused() {
    given(withRequestForm())
        .when("ann", request("editors").saying("reasons", "I write."))
        .thenRejected(
            Reason.INVALID,
            "Expected data to have only the fields of the form (reason), but it had reasons."
                + " Expected data.reason, which the form requires.");
  }

  @Test
  void peopleWhoArePickedHaveToBeThere() {
    Field buddy =
        new Field(
            "buddy",
            "",
            "",
            true,
            false,
            new Field.Text("", "", new Field.UserPicker(List.of(), List.of(), false), null));

    asked(form(buddy))
        .when("ann", fillIn("buddy", "nobody-there"))
        .thenRejected(
            Reason.INVALID, "Expected data.buddy to name active people, but it was nobody-there.")
        .when("ann", fillIn("buddy", "bob"))
        .thenHistory(StepOutcome.FilledIn.class);
  }
}
