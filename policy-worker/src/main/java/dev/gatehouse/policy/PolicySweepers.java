package dev.gatehouse.policy;

import dev.gatehouse.runtime.TaskRuntime;
import dev.gatehouse.runtime.outbox.OutboxSweeper;
import dev.gatehouse.runtime.timer.Repeating;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Runs the sweepers while the worker runs. */
@Component
class PolicySweepers implements SmartLifecycle {
  private final TaskRuntime runtime;
  private final PolicyProperties properties;
  private final OutboxSweeper outboxes;
  private final List<Repeating> running = new ArrayList<>();

  PolicySweepers(TaskRuntime runtime, PolicyProperties properties) {
    this.runtime = runtime;
    this.properties = properties;
    this.outboxes = runtime.outboxSweeper();
  }

  @Override
  public synchronized void start() {
    running.add(Repeating.every(properties.outboxSweep(), "outbox-sweeper", outboxes::sweep));
    running.add(
        Repeating.every(properties.timerSweep(), "timer-sweeper", runtime.timerSweeper()::sweep));
  }

  @Override
  public synchronized void stop() {
    running.forEach(Repeating::close);
    running.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !running.isEmpty();
  }
}
