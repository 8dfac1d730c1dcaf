package dev.gatehouse.entitlement.store;

import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * The time of the database, in the whole milliseconds that it stores. Whatever several copies of
 * this service decide by times that the others wrote goes by it: their own clocks may differ.
 */
@FunctionalInterface
public interface DatabaseTime {
  /** The time as of the subscription. */
  Mono<Instant> now();
}
