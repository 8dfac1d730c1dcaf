package dev.gatehouse.core.decide;

import dev.gatehouse.core.facts.Entitlement;
import dev.gatehouse.core.task.Change;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Decision;
import dev.gatehouse.core.task.Decision.Rejected;
import dev.gatehouse.core.task.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long access lasts that is asked for. */
final class DurationDecider {
  private DurationDecider() {}

  static Decision update(Command.UpdateGrantDuration command, Draft draft) {
    Entitlement entitlement = StepFlow.entitlement(draft);
    Rejected refusal = refuse("duration", command.duration(), entitlement.maxGrantDuration());
    if (refusal != null) {
      return refusal;
    }
    if (!command.duration().equals(Provisioning.duration(StepFlow.access(draft.task())))) {
      draft.add(new Change.GrantDurationChanged(command.duration()));
    }
    return draft.accepted();
  }

  /**
   * The phrase up to the closing bracket is what existing clients cut out and show.
   *
   * @param field what the request calls it
   */
  static @Nullable Rejected refuse(
      String field, @Nullable Duration wanted, @Nullable Duration longest) {
    if (wanted != null && !wanted.isPositive()) {
      return Rejected.of(
          Reason.INVALID,
          "Expected %s to be longer than nothing, but it was %s."
              .formatted(field, seconds(wanted)));
    }
    if (longest == null || (wanted != null && wanted.compareTo(longest) <= 0)) {
      return null;
    }
    return Rejected.of(
        Reason.INVALID,
        "%s grant duration must be less than or equal to max provision time (%s)"
            .formatted(
                wanted == null
                    ? "Expected a %s, but it was left out:".formatted(field)
                    : "Expected a shorter %s, but it was %s:".formatted(field, seconds(wanted)),
                seconds(longest)));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
