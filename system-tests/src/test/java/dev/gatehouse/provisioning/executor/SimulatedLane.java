package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Holding;
import dev.gatehouse.testkit.simulation.Faults;
import dev.gatehouse.testkit.simulation.Stage;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries attempts out on the stage instead of on threads. A call of the target takes its time, may
 * be lost on the way there or back, and arrives also if whoever made it has died; but it has ended
 * within the time that one call may take, as every connector promises.
 */
public final class SimulatedLane implements Handover {
  private final AttemptRun run;
  private final Stage stage;
  private final Faults faults;
  private final Duration callTimeout;
  private final BiConsumer<String, Runnable> enter;
  private final Consumer<AttemptId> caller;
  private final Set<AttemptId> known = new HashSet<>();

  /**
   * @param enter lets somebody enter the stage
   * @param caller hears whose call reaches the target, right before it does
   */
  public SimulatedLane(
      AttemptRun run,
      Stage stage,
      Faults faults,
      Duration callTimeout,
      BiConsumer<String, Runnable> enter,
      Consumer<AttemptId> caller) {
    this.run = run;
    this.stage = stage;
    this.faults = faults;
    this.callTimeout = callTimeout;
    this.enter = enter;
    this.caller = caller;
  }

  @Override
  public void offer(ConnectorId connector, AttemptId id) {
    if (known.add(id)) {
      enter.accept(
          "attempt " + id, () -> carryOut(id, () -> run.carryOut(id, new SimulatedPlace(id))));
    }
  }

  @Override
  public void begin(ProvisioningAttempt claimed, Deadline deadline) {
    AttemptId id = claimed.id();
    if (known.add(id)) {
      enter.accept(
          "attempt " + id,
          () -> carryOut(id, () -> run.carryOut(claimed, deadline, new SimulatedPlace(id))));
    }
  }

  private void carryOut(AttemptId id, Runnable work) {
    try {
      work.run();
    } finally {
      known.remove(id);
    }
  }

  /** Sometimes there is room, and sometimes not. */
  @Override
  public int free(ConnectorId connector) {
    return stage.random().nextInt(3);
  }

  @Override
  public Set<ConnectorId> busy() {
    return Set.of();
  }

  private final class SimulatedPlace implements Place {
    private final AttemptId id;

    SimulatedPlace(AttemptId id) {
      this.id = id;
    }

    @Override
    public boolean admitted() {
      return !faults.strike(0.3);
    }

    @Override
    public Answer change(String name, Supplier<Answer> work) {
      if (faults.strike(1)) {
        stage.pauseExactly(some(callTimeout));
        return new Answer.Unreachable("Expected the target to be there, but it is not.");
      }
      if (faults.strike(0.1)) {
        return new Answer.Refused("Expected the target to agree, but it never will.");
      }
      AtomicReference<Answer> answer = new AtomicReference<>();
      Duration there = some(callTimeout);
      stage.at(
          there,
          () -> {
            caller.accept(id);
            answer.set(work.get());
          });
      if (faults.strike(1)) {
        stage.pauseExactly(callTimeout);
        return new Answer.Unanswered("Expected the target to answer, but it did not.");
      }
      stage.pauseExactly(there.plus(some(callTimeout.minus(there))));
      return answer.get();
    }

    @Override
    public Holding read(String name, Supplier<Holding> work) {
      stage.pauseExactly(some(callTimeout));
      return faults.strike(1)
          ? new Holding.Unknown(new Answer.Unreachable("Expected the target to be there."))
          : work.get();
    }

    private Duration some(Duration most) {
      return Duration.ofMillis(stage.random().nextLong(most.toMillis() + 1));
    }
  }
}
