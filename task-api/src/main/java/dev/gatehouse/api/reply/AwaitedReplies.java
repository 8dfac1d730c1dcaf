package dev.gatehouse.api.reply;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.schemas.CommandReply;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The replies that requests of this gateway wait for. Each request has an address of its own: two
 * requests with one command id may get different replies, since the body of a repeat may differ.
 */
@Component
public class AwaitedReplies {
  private final String gateway = UUID.randomUUID().toString();
  private final AtomicLong requests = new AtomicLong();
  private final Map<String, Sinks.One<CommandReply>> waiting = new ConcurrentHashMap<>();
  private final int most;

  AwaitedReplies(TaskApiProperties settings, MeterRegistry meters) {
    this.most = settings.commands().mostAwaited();
    Gauge.builder("gatehouse.replies.awaited", waiting, Map::size)
        .description("Commands whose replies are awaited")
        .register(meters);
  }

  /** A place to wait at; refuses when too many wait already. */
  public Place open() {
    if (waiting.size() >= most) {
      throw new ApiException(
          Code.RESOURCE_EXHAUSTED,
          "Expected fewer requests at once, but " + most + " are waiting already; try again soon.");
    }
    Place place = new Place(gateway + "/" + requests.incrementAndGet(), Sinks.one());
    waiting.put(place.address(), place.reply());
    return place;
  }

  /** Whether a reply to this address is for a request of this gateway. */
  boolean isOurs(String address) {
    return waiting.containsKey(address);
  }

  void arrived(String address, CommandReply reply) {
    Sinks.One<CommandReply> sink = waiting.get(address);
    if (sink != null) {
      sink.emitValue(reply, Sinks.EmitFailureHandler.FAIL_FAST);
    }
  }

  /** Where one request waits. */
  public final class Place implements AutoCloseable {
    private final String address;
    private final Sinks.One<CommandReply> reply;

    private Place(String address, Sinks.One<CommandReply> reply) {
      this.address = address;
      this.reply = reply;
    }

    /** What the command names as {@code replyTo}. */
    public String address() {
      return address;
    }

    private Sinks.One<CommandReply> reply() {
      return reply;
    }

    /** The reply, when it comes. */
    public Mono<CommandReply> arrival() {
      return reply.asMono();
    }

    @Override
    public void close() {
      waiting.remove(address);
    }
  }
}
