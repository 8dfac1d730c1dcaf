package dev.gatehouse.policy;

import dev.gatehouse.runtime.TaskRuntime;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.stereotype.Component;

/** Up when commands can be taken in: they are listened to, and the database answers. */
@Component("commandsHealthIndicator")
class CommandsHealthIndicator implements HealthIndicator {
  private static final String BINDING = "taskCommands-in-0";

  private final TaskRuntime runtime;
  private final BindingsLifecycleController bindings;

  CommandsHealthIndicator(TaskRuntime runtime, BindingsLifecycleController bindings) {
    this.runtime = runtime;
    this.bindings = bindings;
  }

  @Override
  public Health health() {
    if (bindings.queryState(BINDING).stream().noneMatch(binding -> binding.isRunning())) {
      return down("Nobody listens to task-commands.");
    }
    return runtime.mongo().answers() ? Health.up().build() : down("MongoDB does not answer.");
  }

  private static Health down(String reason) {
    return Health.down().withDetail("reason", reason).build();
  }
}
