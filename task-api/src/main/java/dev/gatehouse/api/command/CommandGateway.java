package dev.gatehouse.api.command;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.api.limit.CommandLimit;
import dev.gatehouse.api.limit.Demand;
import dev.gatehouse.api.reply.AwaitedReplies;
import dev.gatehouse.api.task.store.TaskReader;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiError;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.http.RequestTrace;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Sends a command and answers with the task once the command has been decided and the outcome is
 * stored for good. A caller who gets no outcome in time is told so, and finds the one outcome by
 * repeating the request under the same key.
 */
@Component
public class CommandGateway {
  private static final int READS = 20;
  private static final Duration BETWEEN_READS = Duration.ofMillis(50);

  private final CommandLimit limit;
  private final AwaitedReplies awaited;
  private final CommandSender sender;
  private final TaskReader tasks;
  private final CommandLog log;
  private final Clock clock;
  private final Duration patience;

  CommandGateway(
      CommandLimit limit,
      AwaitedReplies awaited,
      CommandSender sender,
      TaskReader tasks,
      CommandLog log,
      Clock clock,
      TaskApiProperties settings) {
    this.limit = limit;
    this.awaited = awaited;
    this.sender = sender;
    this.tasks = tasks;
    this.log = log;
    this.clock = clock;
    this.patience = settings.commands().replyTimeout();
  }

  /** The task after the command; an error signal with an {@link ApiException} for a refusal. */
  public Mono<Task> submit(CommandRequest request) {
    return log.watch(
        request, outcome(request).flatMap(outcome -> read(request, outcome.version())));
  }

  private Mono<CommandOutcome> outcome(CommandRequest request) {
    return limit
        .within(
            Demand.of(request.command()),
            Mono.using(
                    awaited::open, place -> exchange(request, place), AwaitedReplies.Place::close)
                .timeout(patience),
            CommandGateway::unanswered)
        .onErrorResume(CommandGateway::unanswered, _ -> stored(request));
  }

  /** The reply may be here before the broker has told that it took the command. */
  private Mono<CommandOutcome> exchange(CommandRequest request, AwaitedReplies.Place place) {
    CommandEnvelope envelope =
        new CommandEnvelope(
            request.id(),
            request.taskId(),
            request.actor(),
            clock.instant(),
            request.hash(),
            place.address(),
            request.command());
    Mono<CommandOutcome> sent =
        RequestTrace.current()
            .flatMap(
                trace ->
                    sender.send(
                        trace.map(RequestTrace::trace).map(envelope::with).orElse(envelope)))
            .then(Mono.never());
    return Mono.firstWithSignal(place.arrival().map(CommandOutcome::of), sent);
  }

  private static boolean unanswered(Throwable failure) {
    return failure instanceof TimeoutException
        || failure instanceof KafkaException
        || failure instanceof DependencyDownException;
  }

  /** No reply came: the outcome may stand with the task all the same. */
  private Mono<CommandOutcome> stored(CommandRequest request) {
    return tasks
        .find(request.taskId())
        .onErrorResume(ApiException.class, _ -> Mono.empty())
        .mapNotNull(stored -> CommandOutcome.find(stored, request).orElse(null))
        .switchIfEmpty(Mono.error(() -> noAnswerYet(request)));
  }

  private static ApiException noAnswerYet(CommandRequest request) {
    return new ApiException(
        new ApiError(
            Code.UNAVAILABLE,
            "Expected an outcome in time, but there is none yet; repeat the request with the same"
                + " Idempotency-Key, or read the task.",
            List.of(
                CommandOutcome.detail(
                    "NO_OUTCOME_YET",
                    Map.of(
                        "commandId", request.id().value(), "taskId", request.taskId().value())))));
  }

  private Mono<Task> read(CommandRequest request, long version) {
    return tasks
        .find(request.taskId())
        .mapNotNull(stored -> stored.version() < version ? null : stored.task())
        .switchIfEmpty(Mono.error(BehindException::new))
        .retryWhen(
            Retry.fixedDelay(READS, BETWEEN_READS)
                .filter(BehindException.class::isInstance)
                .onRetryExhaustedThrow((_, _) -> noAnswerYet(request)));
  }

  /** The database showed an older version than the reply named. */
  private static final class BehindException extends RuntimeException {
    BehindException() {
      super("The task is behind.", null, false, false);
    }
  }
}
