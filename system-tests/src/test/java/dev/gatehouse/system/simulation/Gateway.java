package dev.gatehouse.system.simulation;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.RawRecord;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.store.RecordedOutcome;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.Verdict;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.history.Operation;
import dev.gatehouse.testkit.history.Operation.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;

/**
 * What task-api does with a command: sends it, waits for the reply, looks into the task where none
 * comes. It keeps a ledger of everything that clients were told.
 */
final class Gateway {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int TRIES = 3;

  private final Cluster cluster;
  private final RecordSender sender;
  private final CommandCodec codec =
      new CommandCodec(
          BatchBench.AVRO, InstallationKeys.parse(BatchBench.INSTALLATION_KEYS), ClientKeys.NONE);
  private final Map<String, Result> replies = new HashMap<>();
  private final List<Operation> ledger = new ArrayList<>();

  Gateway(Cluster cluster) {
    this.cluster = cluster;
    this.sender = cluster.log.sender();
    cluster.log.watch(this::replied);
  }

  String name() {
    return "gateway";
  }

  /** Everything that clients asked for, with what they were told. */
  List<Operation> ledger() {
    return ledger;
  }

  private void replied(RawRecord record) {
    if (record.topic().equals(Topics.COMMAND_REPLIES)) {
      CommandReply reply =
          BatchBench.AVRO.decode(Objects.requireNonNull(record.value()), CommandReply.class);
      Result result =
          reply.getAccepted()
              ? new Result.Accepted(reply.getTaskVersion())
              : new Result.Refused(String.valueOf(reply.getReason()));
      Result before = replies.putIfAbsent(reply.getCommandId(), result);
      if (before != null && !before.equals(result)) {
        cluster.checks.violated(
            "P2",
            "Expected command %s to be answered each time with %s, but it was with %s."
                .formatted(reply.getCommandId(), before, result));
      }
    }
  }

  /** Asks until there is an answer or the client gives up; always under the same command id. */
  void ask(CommandEnvelope envelope) {
    SignedRecord signed = codec.encode(envelope);
    OutboundRecord record = OutboundRecord.of(signed);
    long begin = cluster.stage.steps();
    Result result = new Result.Unknown();
    for (int i = 0; i < TRIES && result instanceof Result.Unknown; i++) {
      if (i > 0 && cluster.stage.random().nextInt(3) == 0) {
        break;
      }
      result = sendAndWait(envelope, record);
    }
    cluster.stage.note(
        "client " + envelope.id() + " " + kind(envelope) + " " + envelope.taskId() + ": " + result);
    ledger.add(
        new Operation(
            envelope.id().value(),
            envelope.taskId().value(),
            true,
            begin,
            cluster.stage.steps(),
            result));
    cluster.count(
        switch (result) {
          case Result.Accepted r -> "answered: accepted";
          case Result.Refused r -> "answered: " + r.reason();
          case Result.Unknown r -> "not answered";
        });
    check(envelope, result);
  }

  private static String kind(CommandEnvelope envelope) {
    return envelope.command().getClass().getSimpleName();
  }

  private Result sendAndWait(CommandEnvelope envelope, OutboundRecord record) {
    try {
      sender.send(record).join();
    } catch (CompletionException e) {
      return new Result.Unknown();
    }
    if (cluster.faults.strike(0.5)) {
      return new Result.Unknown(); // the gateway died after it had sent
    }
    Instant end = cluster.clock.instant().plus(PATIENCE);
    while (cluster.clock.instant().isBefore(end)) {
      Result reply = replies.get(envelope.id().value());
      if (reply != null) {
        return reply;
      }
      cluster.stage.pause(Duration.ofMillis(200));
    }
    return remembered(envelope);
  }

  /** What the task remembers of the command. */
  private Result remembered(CommandEnvelope envelope) {
    StoredTask stored = cluster.tasks.load(List.of(envelope.taskId())).get(envelope.taskId());
    if (stored == null) {
      return new Result.Unknown();
    }
    return stored.outcomeOf(envelope.id()).map(Gateway::result).orElse(new Result.Unknown());
  }

  private static Result result(RecordedOutcome outcome) {
    return switch (outcome.verdict()) {
      case Verdict.Accepted v -> new Result.Accepted(outcome.version());
      case Verdict.Refused v -> new Result.Refused(v.reason().name());
      case Verdict.DeadLettered v -> new Result.Refused(Reason.PARKED.name());
    };
  }

  private void check(CommandEnvelope envelope, Result result) {
    if (result instanceof Result.Accepted accepted) {
      StoredTask stored = cluster.tasks.load(List.of(envelope.taskId())).get(envelope.taskId());
      if (stored == null || stored.version() < accepted.version()) {
        cluster.checks.violated(
            "P1",
            "Expected what was answered for command %s to be stored, but it is not."
                .formatted(envelope.id()));
      }
    }
    boolean stranger =
        envelope.actor() instanceof Actor.Person p && p.id().equals(Organisation.EVE);
    if (stranger && !hidden(result)) {
      cluster.checks.violated(
          "S1",
          "Expected a task to be hidden from a stranger, but command %s was answered with %s."
              .formatted(envelope.id(), result));
    }
  }

  private static boolean hidden(Result result) {
    return switch (result) {
      case Result.Unknown r -> true;
      case Result.Accepted r -> false;
      case Result.Refused r -> r.reason().equals(Reason.NO_SUCH_TASK.name());
    };
  }
}
