package dev.gatehouse.runtime.batch;

import dev.gatehouse.core.task.Reason;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.outbox.EventCodec;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.store.Verdict;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The replies to whoever waits for the outcome of a command. */
final class Replies {
  private final EventCodec codec;

  Replies(EventCodec codec) {
    this.codec = codec;
  }

  /** Empty where nobody waits, or where the outcome is forgotten. */
  Optional<OutboundRecord> of(Settled settled) {
    CommandEnvelope envelope = settled.work().envelope();
    String gateway = envelope.replyTo();
    Verdict verdict = settled.verdict();
    if (gateway == null || verdict == null) {
      return Optional.empty();
    }
    CommandReply.Builder reply =
        CommandReply.newBuilder()
            .setCommandId(envelope.id().value())
            .setTaskId(envelope.taskId().value())
            .setTaskVersion(settled.version());
    switch (verdict) {
      case Verdict.Accepted v -> reply.setAccepted(true);
      case Verdict.Refused v ->
          reply
              .setAccepted(false)
              .setReason(v.reason().name())
              .setSentence(v.sentence())
              .setDetails(v.details());
      case Verdict.DeadLettered v ->
          reply.setAccepted(false).setReason(Reason.PARKED.name()).setSentence(v.sentence());
    }
    return Optional.of(
        OutboundRecord.of(
            Topics.COMMAND_REPLIES,
            envelope.id().value(),
            codec.encode(reply.build()),
            headers(gateway, envelope.trace())));
  }

  private static Map<String, String> headers(String gateway, Trace trace) {
    Map<String, String> headers = new HashMap<>(trace.headers());
    headers.put(RecordHeaders.REPLY_TO, gateway);
    return headers;
  }
}
