package dev.gatehouse.model.task;

import dev.gatehouse.core.policy.WaitUntil;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.core.task.step.StepOutcome;
import dev.gatehouse.model.Durations;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.Timestamps;
import dev.gatehouse.model.policy.WaitJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * A wait step that was reached ({@code c1.api.policy.v1.WaitInstance}), without how it ended; unset
 * fields are left out. A duration is shown as the time at which it ends.
 */
final class WaitInstanceJson {
  private WaitInstanceJson() {}

  static ObjectNode write(StepInstance.Wait step) {
    ObjectNode json =
        WaitJson.common(step.definition())
            .put("startedWaitingAt", Timestamps.format(step.startedAt()))
            .put("state", "WAIT_INSTANCE_STATE_" + state(step));
    if (step.timeout() != null) {
      json.put("timeout", Timestamps.format(step.timeout()));
    }
    switch (step.definition().until()) {
      case WaitUntil.Condition u ->
          json.set("condition", Json.object().put("condition", u.expression()));
      case WaitUntil.Passed u ->
          json.set(
              "untilTime", untilTime(step).put("durationIfExists", Durations.format(u.duration())));
      case WaitUntil.TimeOfDay u -> json.set("untilTime", untilTime(step));
    }
    return json;
  }

  private static ObjectNode untilTime(StepInstance.Wait step) {
    ObjectNode json = Json.object();
    if (step.until() != null) {
      json.put("untilTime", Timestamps.format(step.until()));
    }
    return json;
  }

  private static String state(StepInstance.Wait step) {
    return switch (step.outcome()) {
      case null -> "WAITING";
      case StepOutcome.TimedOut o -> "TIMED_OUT";
      default -> "COMPLETED";
    };
  }
}
