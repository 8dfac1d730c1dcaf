package dev.gatehouse.core.scenario;

import static dev.gatehouse.core.scenario.Acts.approve;
import static dev.gatehouse.core.scenario.Acts.claim;
import static dev.gatehouse.core.scenario.Acts.close;
import static dev.gatehouse.core.scenario.Acts.fail;
import static dev.gatehouse.core.scenario.Acts.offboard;
import static dev.gatehouse.core.scenario.Acts.request;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.step.StepInstance.AttemptState;

/** One task brought to where it may stand, and each command given to it there. */
public final class Situations {
  public static final TaskId TASK = new TaskId("t1");
  private static final Actor WORKER = new Actor.Service("provisioning-worker");

  /** Where a task may stand. */
  public enum Situation {
    NO_TASK,
    /** Bob is asked. */
    APPROVAL,
    /** A connector was ordered. */
    CONNECTOR,
    /** Its attempt is running. */
    RUNNING,
    /** It failed, and a person is asked. */
    BY_HAND,
    /** Somebody wants it closed while an attempt is running. */
    CLOSING,
    /** Closed in the approval. */
    CLOSED,
    /** Closed while the attempt of a connector rested. */
    CANCELLED,
    PARKED,
    OFFBOARDING,
    /** An offboarding that is done. */
    OFFBOARDED
  }

  private final World world = World.world();
  private final Engine engine = new Engine(world);

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
      case "ReportAttempt", "ProvisioningFinished", "ContinueOffboarding", "ChildClosed", "Watch" ->
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
      case "CompleteProvision" -> Acts.complete();
      case "ErrorProvision" -> Acts.error("No.");
      case "CancelProvision" -> Acts.cancel("No.");
      case "ReportAttempt" -> claim();
      case "ProvisioningFinished" -> Acts.succeed();
      case "ContinueOffboarding" -> Acts.goOn();
      case "ChildClosed" -> Acts.childClosed("t9");
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
