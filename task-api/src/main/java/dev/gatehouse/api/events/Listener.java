package dev.gatehouse.api.events;

import dev.gatehouse.schemas.TaskEvent;
import java.util.concurrent.ArrayBlockingQueue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** One connection's place: events wait here until the reader takes them. */
final class Listener {
  private final Sinks.Many<TaskEvent> sink;
  private volatile boolean overrun;

  Listener(int buffer) {
    this.sink = Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(buffer));
  }

  /** The events; ends when the reader was too slow or the gateway stops. */
  Flux<TaskEvent> events() {
    return sink.asFlux();
  }

  /** Whether events were lost because the reader was too slow. */
  boolean overrun() {
    return overrun;
  }

  void offer(TaskEvent event) {
    if (overrun) {
      return;
    }
    switch (sink.tryEmitNext(event)) {
      case OK, FAIL_TERMINATED, FAIL_CANCELLED -> {}
      case FAIL_OVERFLOW, FAIL_ZERO_SUBSCRIBER, FAIL_NON_SERIALIZED -> {
        overrun = true;
        end();
      }
    }
  }

  void end() {
    sink.emitComplete(Sinks.EmitFailureHandler.busyLooping(EventHub.CLOSING));
  }
}
