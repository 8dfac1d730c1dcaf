package dev.gatehouse.provisioning.order;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.schemas.ProvisioningCommand;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.RegistryUnavailable;
import dev.gatehouse.schemas.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of {@code provisioning-commands}; only what this installation signed is believed.
 */
final class OrderReader {
  private final AvroCodec avro;
  private final CommandCodec commands;

  OrderReader(AvroCodec avro, CommandCodec commands) {
    this.avro = avro;
    this.commands = commands;
  }

  /** What a record turned out to be. */
  sealed interface Read {
    record Order(ProvisioningOrder order) implements Read {}

    /** Nothing that can ever be carried out; the reason is a sentence. */
    record Poison(String reason) implements Read {}
  }

  /**
   * Reads a record.
   *
   * @throws DependencyDownException if the registry has to be asked and does not answer
   */
  Read read(RawRecord raw) {
    byte[] value = raw.value();
    byte[] key = raw.key();
    if (value == null) {
      return new Read.Poison("Expected an order, but the value is null.");
    }
    try {
      ProvisioningCommand command = avro.decode(value, ProvisioningCommand.class);
      if (!commands.isOurs(raw, command.getCommandId(), command.getTaskId())) {
        return new Read.Poison(
            "Expected proof that this installation gave the order, but there is none that holds.");
      }
      if (key == null || !new String(key, StandardCharsets.UTF_8).equals(command.getTaskId())) {
        return new Read.Poison(
            "Expected the task id as key of the record, but the key is another.");
      }
      return new Read.Order(order(command, Trace.of(raw.headers())));
    } catch (RegistryUnavailable e) {
      throw new DependencyDownException(String.valueOf(e.getMessage()), e);
    } catch (UnreadableRecord | IllegalArgumentException e) {
      return new Read.Poison(String.valueOf(e.getMessage()));
    }
  }

  private static ProvisioningOrder order(ProvisioningCommand command, Trace trace) {
    return new ProvisioningOrder(
        new AttemptId(
            new TaskId(command.getTaskId()),
            new StepId(command.getPolicyStepId()),
            command.getAttempt()),
        command.getGive(),
        new ConnectorId(command.getConnectorId()),
        new EntitlementRef(
            new AppId(command.getAppId()), new EntitlementId(command.getAppEntitlementId())),
        optional(command.getAppUserId(), AppUserId::new),
        optional(command.getIdentityUserId(), UserId::new),
        optional(command.getGrantDurationMillis(), Duration::ofMillis),
        ending(command),
        trace);
  }

  private static @Nullable Ending ending(ProvisioningCommand command) {
    return command.getUndoneTaskId() != null
        ? new Ending.OfRequest(new TaskId(command.getUndoneTaskId()))
        : optional(command.getExpiredAt(), Ending.ExpiredBy::new);
  }

  private static <A, B> @Nullable B optional(@Nullable A value, Function<A, B> read) {
    return value == null ? null : read.apply(value);
  }
}
