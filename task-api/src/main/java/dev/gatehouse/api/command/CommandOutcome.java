package dev.gatehouse.api.command;

import dev.gatehouse.core.task.Reason;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiError;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.task.Refusals;
import dev.gatehouse.runtime.store.RecordedOutcome;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.Verdict;
import dev.gatehouse.schemas.CommandReply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What came of a command: the version of the task after it, or a refusal as the API tells it. */
record CommandOutcome(long version) {

  /** The outcome that a reply tells. */
  static CommandOutcome of(CommandReply reply) {
    if (reply.getAccepted()) {
      return new CommandOutcome(reply.getTaskVersion());
    }
    throw refusal(reply.getReason(), reply.getSentence(), reply.getDetails());
  }

  /** The outcome that stands with the task; empty while there is none. */
  static Optional<CommandOutcome> find(StoredTask stored, CommandRequest request) {
    Optional<RecordedOutcome> recorded = stored.outcomeOf(request.id());
    if (recorded.isPresent()) {
      checkSameRequest(recorded.get().requestHash(), request);
      return Optional.of(of(recorded.get()));
    }
    if (stored.createdBy().id().equals(request.id()) && stored.version() > 0) {
      checkSameRequest(stored.createdBy().requestHash(), request);
      return Optional.of(new CommandOutcome(1));
    }
    return Optional.empty();
  }

  private static CommandOutcome of(RecordedOutcome recorded) {
    return switch (recorded.verdict()) {
      case Verdict.Accepted v -> new CommandOutcome(recorded.version());
      case Verdict.Refused v -> throw refusal(v.reason().name(), v.sentence(), v.details());
      case Verdict.DeadLettered v -> throw refusal(Reason.PARKED.name(), v.sentence(), Map.of());
    };
  }

  private static void checkSameRequest(String hash, CommandRequest request) {
    if (!hash.equals(request.hash())) {
      throw refusal(
          Reason.CONFLICT.name(),
          "Expected the same request under the same command id, but it was made with another one"
              + " before.",
          Map.of());
    }
  }

  static ApiException refusal(String reason, String sentence, Map<String, String> details) {
    return new ApiException(new ApiError(code(reason), sentence, List.of(detail(reason, details))));
  }

  /** A newer worker may have reasons that this gateway does not know. */
  private static Code code(String reason) {
    try {
      return Refusals.code(Reason.valueOf(reason));
    } catch (IllegalArgumentException e) {
      return Code.INTERNAL;
    }
  }

  static ObjectNode detail(String reason, Map<String, String> metadata) {
    ObjectNode detail =
        Json.object()
            .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
            .put("reason", reason)
            .put("domain", "gatehouse");
    ObjectNode values = detail.putObject("metadata");
    metadata.forEach(values::put);
    return detail;
  }
}
