package dev.gatehouse.core.task;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What has to be sent because of a decision; it is stored with the task and published after. */
public sealed interface FollowUp {

  /** A command to a task: another one or the same. */
  record Send(TaskId to, CommandId id, Command command) implements FollowUp {}

  /**
   * An order for provisioning-worker.
   *
   * @param give true to give the access, false to take it back
   * @param duration how long it lasts once given; null for ever
   * @param ending which reasons for the access end, where it is taken back; null for all
   */
  record Provision(
      StepId stepId,
      int attempt,
      boolean give,
      ConnectorId connectorId,
      EntitlementRef entitlement,
      @Nullable AppUserId appUserId,
      @Nullable UserId identity,
      @Nullable Duration duration,
      @Nullable Ending ending)
      implements FollowUp {}
}
