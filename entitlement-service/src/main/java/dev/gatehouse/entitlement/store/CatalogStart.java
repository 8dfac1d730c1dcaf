package dev.gatehouse.entitlement.store;

import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Makes the indexes and runs the first steps. MongoDB may come up later than this service: it tries
 * until it succeeds, and the service is not ready before.
 */
@Component
public class CatalogStart implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CatalogStart.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final MongoDatabase database;
  private final List<CollectionIndexes> indexes;
  private final List<FirstStep> firstSteps;
  private volatile @Nullable Disposable attempt;
  private volatile boolean done;

  CatalogStart(
      MongoDatabase database,
      ObjectProvider<CollectionIndexes> indexes,
      ObjectProvider<FirstStep> firstSteps) {
    this.database = database;
    this.indexes = indexes.orderedStream().toList();
    this.firstSteps = firstSteps.orderedStream().toList();
  }

  /** Whether the indexes are made and the first steps are through. */
  public boolean done() {
    return done;
  }

  @Override
  public void start() {
    attempt =
        makeIndexes()
            .then(Flux.fromIterable(firstSteps).concatMap(FirstStep::run).then())
            .doOnError(
                e -> LOG.warn("The catalogue is not ready yet, trying again: {}", e.getMessage()))
            .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE).maxBackoff(LONGEST_PAUSE))
            .subscribe(ignored -> {}, e -> LOG.error("The catalogue cannot start.", e), this::up);
  }

  private Mono<Void> makeIndexes() {
    return Flux.fromIterable(indexes)
        .filter(each -> !each.indexes().isEmpty())
        .concatMap(each -> database.getCollection(each.collection()).createIndexes(each.indexes()))
        .then();
  }

  private void up() {
    done = true;
    LOG.info("The catalogue is ready.");
  }

  @Override
  public void stop() {
    Disposable running = attempt;
    if (running != null) {
      running.dispose();
    }
    attempt = null;
  }

  @Override
  public boolean isRunning() {
    return attempt != null;
  }
}
