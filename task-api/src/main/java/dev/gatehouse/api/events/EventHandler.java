package dev.gatehouse.api.events;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.api.task.Visible;
import dev.gatehouse.api.task.VisibleTasks;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import dev.gatehouse.schemas.TaskEvent;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Streams the events of tasks to a caller: of one task, or of all that they see. */
@Component
class EventHandler {
  private static final String LAST_EVENT_ID = "Last-Event-ID";

  private final EventHub hub;
  private final MissedEvents missed;
  private final VisibleTasks tasks;
  private final Visible visible;
  private final TaskApiProperties.Events settings;

  EventHandler(
      EventHub hub,
      MissedEvents missed,
      VisibleTasks tasks,
      Visible visible,
      TaskApiProperties settings) {
    this.hub = hub;
    this.missed = missed;
    this.tasks = tasks;
    this.visible = visible;
    this.settings = settings.events();
  }

  Mono<ServerResponse> stream(Caller caller, ServerRequest request) {
    Optional<EventId> last =
        Optional.ofNullable(request.headers().firstHeader(LAST_EVENT_ID))
            .filter(text -> !text.isBlank())
            .map(EventId::parse);
    Mono<Optional<TaskId>> only =
        Mono.justOrEmpty(request.queryParam("taskId"))
            .flatMap(reference -> tasks.find(caller, reference))
            .map(task -> Optional.of(task.id()))
            .defaultIfEmpty(Optional.empty());
    return only.flatMap(task -> answer(caller, task, checked(last, task)));
  }

  private static Optional<EventId> checked(Optional<EventId> last, Optional<TaskId> only) {
    if (last.isPresent() && only.isPresent() && !last.get().taskId().equals(only.get())) {
      throw new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected Last-Event-ID to be of the task that taskId names, but it is of another.");
    }
    return last;
  }

  private Mono<ServerResponse> answer(
      Caller caller, Optional<TaskId> only, Optional<EventId> last) {
    Flux<ServerSentEvent<String>> stream =
        Flux.using(hub::open, listener -> stream(caller, only, last, listener), hub::close);
    return ServerResponse.ok()
        .contentType(MediaType.TEXT_EVENT_STREAM)
        .cacheControl(CacheControl.noStore())
        .header("X-Accel-Buffering", "no")
        .body(BodyInserters.fromServerSentEvents(stream));
  }

  private Flux<ServerSentEvent<String>> stream(
      Caller caller, Optional<TaskId> only, Optional<EventId> last, Listener listener) {
    Flux<TaskEvent> live =
        listener
            .events()
            .filter(event -> only.isEmpty() || event.getTaskId().equals(only.get().value()))
            .filterWhen(event -> visible.to(caller, event), 1);
    Flux<ServerSentEvent<String>> events =
        last.map(id -> missed.then(caller, id, live))
            .orElse(live)
            .map(EventJson::write)
            .concatWith(Flux.defer(() -> end(listener)));
    return comment("connected")
        .concatWith(events.publish(this::withHeartbeat, 1))
        .take(settings.longestConnection());
  }

  /** The heartbeat lasts as long as the events do. */
  private Flux<ServerSentEvent<String>> withHeartbeat(Flux<ServerSentEvent<String>> events) {
    Flux<ServerSentEvent<String>> beats =
        Flux.interval(settings.heartbeat())
            .onBackpressureDrop()
            .concatMap(_ -> comment("heartbeat"))
            .takeUntilOther(events.ignoreElements());
    return Flux.merge(1, events, beats);
  }

  private static Flux<ServerSentEvent<String>> end(Listener listener) {
    return listener.overrun()
        ? Flux.just(ServerSentEvent.<String>builder().event("reset").data("{}").build())
        : Flux.empty();
  }

  private static Flux<ServerSentEvent<String>> comment(String text) {
    return Flux.just(ServerSentEvent.<String>builder().comment(text).build());
  }
}
