package dev.gatehouse.entitlement.store;

import reactor.core.publisher.Mono;

/**
 * Something that must be in the database before the service is of use, such as the built-in
 * policies. Runs at each start after the indexes are made, in the order of the beans, and must be
 * repeatable.
 */
@FunctionalInterface
public interface FirstStep {
  Mono<Void> run();
}
