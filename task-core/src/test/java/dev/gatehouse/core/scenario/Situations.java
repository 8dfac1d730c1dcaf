package dev.gatehouse.core.scenario;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.offboard;
import static dev.gatehouse.core.scenario.Acts.request;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.decide.action.Offered;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;
import java.time.Duration;
import java.util.Objects;

/** One task brought to where it may stand, and each command given to it there. */
public final class Situations {
  public static final TaskId TASK = new TaskId("t1");
  private static final Actor WORKER = new Actor.Service("provisioning-worker");

  /** Where a task may stand. */
  public enum Situation {
    NO_TASK("there is no task of this id"),
    APPROVAL("an approval step waits"),
    CONNECTOR("a provision step, a connector was ordered"),
    RUNNING("its attempt is running"),
    BY_HAND("it has failed, and a person is asked"),
    CLOSING("somebody wants it closed while an attempt is running"),
    CLOSED("closed in the approval"),
    CANCELLED("closed while the attempt of a connector rested"),
    PARKED("parked in the approval because of a fault"),
    WAITING("a wait step waits, and its time has come"),
    FORM("a form step waits"),
    OFFBOARDING("an offboarding that waits for its children"),
    OFFBOARDED("an offboarding that is done");

    private final String words;

    Situation(String words) {
      this.words = words;
    }

    /** Where the task stands. */
    public String words() {
      return words;
    }
  }

  private final World world = world();
  private final Engine engine = new Engine(world);

  private static World world() {
    World world = World.world();
    world.offer("editors").grantPolicy(Steps.reassignable(Steps.users("bob")));
    world.offer("editors").emergencyPolicy(Steps.reassignable(Steps.users("cy")));
    world
        .offer("slow")
        .grantPolicy(Steps.waiting(new WaitUntil.Passed(Duration.ofMinutes(1)), null))
        .emergencyPolicy(Steps.reassignable(Steps.users("cy")));
    world
        .offer("asking")
        .grantPolicy(Steps.form(Steps.question("reason", true)))
        .emergencyPolicy(Steps.reassignable(Steps.users("cy")));
    return world;
  }

  /** What somebody is offered there. */
  public Offered offer(String person) {
    Task task = Objects.requireNonNull(world.task(TASK));
    return engine.offer(task, world.actor(person));
  }

  /** Whether somebody gets to see the task at all. */
  public boolean sees(String person) {
    return !(as(person, Acts.comment("I see it.")) instanceof Decision.Rejected);
  }

  /** Lets somebody hear of every decision from now on. */
  public void heardBy(Engine.Listener listener) {
    engine.heardBy(listener);
  }

  /** Gives the command of this name, by somebody who has the right to give it. */
  public Decision give(String command) {
    return engine.act(TASK, giver(command), act(command));
  }

  /** The same by a person of the {@link World}, be it right or not. */
  public Decision giveAs(String person, String command) {
    return as(person, act(command));
  }

  /** The same by somebody who does not know what the task looks like now. */
  public Decision giveBlindly(String command) {
    Act act = act(command);
    return engine.act(TASK, giver(command), task -> act.on(null));
  }

  private Actor giver(String command) {
    return switch (command) {
      case "CreateGrant" -> world.actor("hal");
      case "Approve", "Deny" -> world.actor("bob");
      case "UpdateRequestData" -> world.actor("ann");
      case "ReportAttempt",
          "ProvisioningFinished",
          "ContinueOffboarding",
          "ChildClosed",
          "TimerFired",
          "Watch" ->
          WORKER;
      default -> world.actor("root");
    };
  }

  private static Act act(String command) {
    return switch (command) {
      case "CreateGrant" -> request("editors").forPerson("bob");
      case "CreateRevoke" -> Acts.revoke("editors").from("bob");
      case "CreateOffboarding" -> offboard("bob");
      case "Approve" -> approve();
      case "Deny" -> Acts.deny("No.");
      case "Comment" -> Acts.comment("Hello.");
      case "Close" -> close("");
      case "Reassign" -> Acts.reassign("", "dan");
      case "Restart" -> Acts.restart("");
      case "Reset" -> Acts.reset("");
      case "SkipStep" -> Acts.skip("");
      case "ProcessNow" -> Acts.process();
      case "RetryProvisioning" -> Acts.retry("");
      case "UpdateRequestData" -> Acts.fillIn("reason", "I need it.");
      case "UpdateGrantDuration" -> Acts.lasting(Duration.ofHours(3));
      case "Escalate" -> Acts.escalate("");
      case "CompleteProvision" -> Acts.complete();
      case "ErrorProvision" -> Acts.error("No.");
      case "CancelProvision" -> Acts.cancel("No.");
      case "ReportAttempt" -> claim();
      case "ProvisioningFinished" -> Acts.succeed();
      case "ContinueOffboarding" -> Acts.goOn();
      case "ChildClosed" -> Acts.childClosed("t9");
      case "TimerFired" -> Acts.timer();
      case "Watch" -> Acts.watch("t9");
      case "Resume" -> Acts.resume("");
      default -> throw new AssertionError("nobody knows how to give " + command);
    };
  }

  /** Brings the task there. */
  public void reach(Situation situation) {
    switch (situation) {
      case NO_TASK -> {}
      case APPROVAL -> as("ann", request("editors"));
      case CONNECTOR -> after(Situation.APPROVAL, "bob", approve());
      case RUNNING -> {
        reach(Situation.CONNECTOR);
        engine.act(TASK, WORKER, claim());
      }
      case BY_HAND -> {
        reach(Situation.CONNECTOR);
        engine.act(TASK, WORKER, fail("No."));
      }
      case CLOSING -> after(Situation.RUNNING, "ann", close(""));
      case CLOSED -> after(Situation.APPROVAL, "ann", close(""));
      case CANCELLED -> {
        reach(Situation.CONNECTOR);
        engine.act(TASK, WORKER, Acts.report(AttemptState.RETRYING));
        as("ann", close(""));
      }
      case PARKED -> {
        reach(Situation.APPROVAL);
        engine.park(TASK, "A fault.");
      }
      case WAITING -> as("ann", request("slow"));
      case FORM -> as("ann", request("asking"));
      case OFFBOARDING -> as("mia", offboard("ann"));
      case OFFBOARDED -> {
        reach(Situation.OFFBOARDING);
        while (!engine.queue().isEmpty()) {
          engine.deliver(engine.queue().remove());
        }
      }
    }
  }

  private void after(Situation before, String person, Act act) {
    reach(before);
    as(person, act);
  }

  private Decision as(String person, Act act) {
    return engine.act(TASK, world.actor(person), act);
  }
}
