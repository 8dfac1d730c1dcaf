package dev.gatehouse.runtime.store;

import com.mongodb.MongoException;
import dev.gatehouse.runtime.DependencyDownException;
import java.util.List;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Waits for the reactive driver: a batch goes step by step on the thread that polled it. How long
 * an operation may take is set on the client.
 */
final class Blocking {
  private Blocking() {}

  static <T> List<T> list(Publisher<T> publisher) {
    return first(Flux.from(publisher).collectList()).orElse(List.of());
  }

  /**
   * The first element.
   *
   * @throws DependencyDownException if the database did not answer as expected
   */
  static <T> Optional<T> first(Publisher<T> publisher) {
    try {
      return Mono.from(publisher).blockOptional();
    } catch (MongoException e) {
      throw down(e);
    }
  }

  static DependencyDownException down(MongoException e) {
    return new DependencyDownException(
        "Expected MongoDB to answer, but it did not: " + e.getMessage(), e);
  }
}
