package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.outbox.SendFailedException;
import java.time.Clock;
import java.util.concurrent.CompletionException;

/** The end of an attempt as a command to its task, on the topic of commands. */
public final class CommandFinishedRecords implements FinishedRecords {
  private static final int LONGEST_ERROR = 1000;

  private final CommandCodec codec;
  private final RecordSender sender;
  private final Clock clock;

  public CommandFinishedRecords(CommandCodec codec, RecordSender sender, Clock clock) {
    this.codec = codec;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public Finished make(ProvisioningAttempt attempt, String error) {
    AttemptId id = attempt.id();
    SignedRecord record =
        codec.encode(
            CommandEnvelope.ofService(
                    DirectTaskReports.SERVICE,
                    new CommandId(DerivedId.of("provisioning-finished", id.toString())),
                    id.taskId(),
                    clock.instant(),
                    new Command.ProvisioningFinished(
                        id.stepId(), id.number(), attempt.order().appUserId(), cut(error)))
                .with(attempt.order().trace()));
    return new Finished(record.topic(), record.key(), record.value(), record.headers());
  }

  private static String cut(String error) {
    return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR);
  }

  @Override
  public void publish(Finished record) {
    try {
      sender
          .send(OutboundRecord.of(record.topic(), record.key(), record.value(), record.headers()))
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SendFailedException failure && failure.permanent()) {
        throw failure;
      }
      throw new DependencyDownException(
          "Expected the broker to take the end of an attempt, but it did not.", e);
    }
  }
}
