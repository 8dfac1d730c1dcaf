package dev.gatehouse.runtime.codec;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.schemas.ProvisioningCommand;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.TaskCommand;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.RegistryUnavailable;
import dev.gatehouse.schemas.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/**
 * Commands as signed records and back. A command is believed because its actor is proven: by the
 * signature of the installation, or by that of a client that the installation knows.
 */
public final class CommandCodec {
  private final AvroCodec avro;
  private final InstallationKeys keys;
  private final ClientKeys clients;

  public CommandCodec(AvroCodec avro, InstallationKeys keys, ClientKeys clients) {
    this.avro = avro;
    this.keys = keys;
    this.clients = clients;
  }

  /** A command for {@code task-commands}. */
  public SignedRecord encode(CommandEnvelope envelope) {
    return sign(
            Topics.TASK_COMMANDS,
            envelope.id().value(),
            envelope.taskId().value(),
            CommandWriter.write(envelope))
        .with(envelope.trace());
  }

  /** An order for {@code provisioning-commands}. */
  public SignedRecord encode(ProvisioningCommand order) {
    return sign(Topics.PROVISIONING_COMMANDS, order.getCommandId(), order.getTaskId(), order);
  }

  private SignedRecord sign(String topic, String id, String taskId, SpecificRecord record) {
    byte[] value = available(() -> avro.encode(topic, record));
    return new SignedRecord(
        topic, taskId, value, Map.of(RecordHeaders.SIGNATURE, keys.sign(id, taskId, value)));
  }

  /**
   * What a record of {@code task-commands} is.
   *
   * @throws DependencyDownException if the registry has to be asked and does not answer
   */
  public Decoded decode(RawRecord raw) {
    byte[] value = raw.value();
    if (value == null) {
      return new Decoded.Poison(raw, "Expected a command, but the value is null.");
    }
    try {
      CommandEnvelope envelope =
          CommandReader.read(available(() -> avro.decode(value, TaskCommand.class)))
              .with(Trace.of(raw.headers()));
      String refusal = refuse(raw, value, envelope);
      return refusal.isEmpty()
          ? new Decoded.Known(raw, envelope)
          : new Decoded.Poison(raw, refusal);
    } catch (UnreadableRecord
        | IllegalArgumentException
        | DateTimeException
        | ArithmeticException e) {
      return new Decoded.Poison(raw, String.valueOf(e.getMessage()));
    }
  }

  /** Whether a record of {@code provisioning-commands} was made by this installation. */
  public boolean isOurs(RawRecord raw, String commandId, String taskId) {
    byte[] value = raw.value();
    byte[] signature = raw.headers().get(RecordHeaders.SIGNATURE);
    return value != null
        && signature != null
        && keys.verify(text(signature), commandId, taskId, value);
  }

  private String refuse(RawRecord raw, byte[] value, CommandEnvelope envelope) {
    byte[] key = raw.key();
    if (key == null || !text(key).equals(envelope.taskId().value())) {
      return "Expected the task id as key of the record, but the key is another.";
    }
    if (raw.headers().containsKey(RecordHeaders.SIGNATURE)) {
      return isOurs(raw, envelope.id().value(), envelope.taskId().value())
          ? ""
          : "Expected proof of who gave the command, but its signature is not right.";
    }
    byte[] proof = raw.headers().get(RecordHeaders.PROOF);
    if (proof == null) {
      return "Expected proof of who gave the command, but there is none.";
    }
    return switch (envelope.actor()) {
      case Actor.Person p ->
          "Expected a client to give commands in its own name, but it named a person.";
      case Actor.Service s ->
          clients.refuse(text(proof), s.name(), envelope, value, raw.timestamp());
    };
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static <T> T available(Supplier<T> work) {
    try {
      return work.get();
    } catch (RegistryUnavailable e) {
      throw new DependencyDownException(String.valueOf(e.getMessage()), e);
    }
  }
}
