package dev.gatehouse.policy;

import dev.gatehouse.runtime.TaskRuntime;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.stereotype.Component;

/**
 * Up when commands can be worked on: they are listened to, the database answers, and the catalogue
 * answered when it was last asked.
 */
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
    if (!runtime.mongo().answers()) {
      return down("MongoDB does not answer.");
    }
    if (!runtime.catalogReachable()) {
      return down("entitlement-service does not answer.");
    }
    return Health.up().build();
  }

  private static Health down(String reason) {
    return Health.down().withDetail("reason", reason).build();
  }
}
