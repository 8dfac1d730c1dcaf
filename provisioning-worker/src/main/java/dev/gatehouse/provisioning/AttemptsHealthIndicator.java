package dev.gatehouse.provisioning;

import dev.gatehouse.runtime.TaskRuntime;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.stereotype.Component;

/** Up when orders can be taken in: they are listened to, and the database answers. */
@Component("attemptsHealthIndicator")
class AttemptsHealthIndicator implements HealthIndicator {
  private static final String BINDING = "provisioningCommands-in-0";

  private final TaskRuntime runtime;
  private final BindingsLifecycleController bindings;
  private final AttemptsLifecycle attempts;

  AttemptsHealthIndicator(
      TaskRuntime runtime, BindingsLifecycleController bindings, AttemptsLifecycle attempts) {
    this.runtime = runtime;
    this.bindings = bindings;
    this.attempts = attempts;
  }

  @Override
  public Health health() {
    if (!attempts.isRunning()) {
      return down("Nobody looks for attempts that are due.");
    }
    if (bindings.queryState(BINDING).stream().noneMatch(binding -> binding.isRunning())) {
      return down("Nobody listens to provisioning-commands.");
    }
    return runtime.mongo().answers() ? Health.up().build() : down("MongoDB does not answer.");
  }

  private static Health down(String reason) {
    return Health.down().withDetail("reason", reason).build();
  }
}
