package dev.gatehouse.provisioning.attempt;

import com.mongodb.MongoException;
import dev.gatehouse.runtime.DependencyDownException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Waits for the reactive driver, though not for ever. */
final class DatabaseAnswer {
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private DatabaseAnswer() {}

  /**
   * The first element, if there is one.
   *
   * @throws DependencyDownException if the database did not answer as expected
   */
  static <T> @Nullable T one(Publisher<T> publisher) {
    try {
      return Mono.from(publisher).block(PATIENCE);
    } catch (MongoException | IllegalStateException e) {
      throw down(e);
    }
  }

  /** All elements. */
  static <T> List<T> all(Publisher<T> publisher) {
    try {
      List<T> found = Flux.from(publisher).collectList().block(PATIENCE);
      return found == null ? List.of() : found;
    } catch (MongoException | IllegalStateException e) {
      throw down(e);
    }
  }

  static DependencyDownException down(RuntimeException e) {
    return new DependencyDownException(
        "Expected MongoDB to keep the attempts, but it does not answer.", e);
  }
}
