package dev.gatehouse.api.task.store;

import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.runtime.gather.ReactiveGathered;
import dev.gatehouse.runtime.store.HeldTask;
import dev.gatehouse.runtime.store.MongoTaskStore;
import dev.gatehouse.runtime.store.SearchFields;
import dev.gatehouse.runtime.store.StoredTask;
import dev.gatehouse.runtime.store.TaskDocument;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads tasks; those that are wanted by their ids at about the same time are one call. Refused
 * creations, which are kept for a while to answer repeats, are no tasks.
 */
@Component
public class TaskReader {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Bson WITHOUT_OUTBOX = Projections.exclude("outbox");
  private static final Bson TASK_ONLY = Projections.exclude("outbox", "outcomes", "positions");

  private static final int MOST_AT_ONCE = 200;

  private final MongoDatabase database;
  private final MongoCollection<Document> tasks;
  private final ReactiveGathered<String, Optional<StoredTask>> found =
      new ReactiveGathered<>(MOST_AT_ONCE, this::found);
  private final long searchMillis;

  TaskReader(MongoDatabase database, TaskApiProperties settings) {
    this.database = database;
    this.tasks = database.getCollection(MongoTaskStore.COLLECTION);
    this.searchMillis = settings.search().timeLimit().toMillis();
  }

  /** What is stored under this id, also a refused creation; empty for nothing. */
  public Mono<StoredTask> find(TaskId id) {
    return stored(id.value());
  }

  private Mono<StoredTask> stored(String id) {
    return found
        .ask(id)
        .flatMap(Mono::justOrEmpty)
        .onErrorMap(MongoException.class, TaskReader::down);
  }

  private Mono<List<Optional<StoredTask>>> found(List<String> ids) {
    return Flux.from(tasks.find(Filters.in("_id", ids)).projection(WITHOUT_OUTBOX))
        .map(TaskDocument::read)
        .collectMap(task -> task.id().value())
        .map(known -> ids.stream().map(id -> Optional.ofNullable(known.get(id))).toList());
  }

  /** The task with this id, or with this number as people see it; empty for none. */
  public Mono<Task> findTask(String reference) {
    return NUMBER.matcher(reference).matches()
        ? read(tasks.find(Filters.eq(SearchFields.NUMERIC_ID, Long.parseLong(reference))).limit(1))
            .next()
        : stored(reference).mapNotNull(StoredTask::task);
  }

  /** The open task for the access that this key names; empty for none. */
  public Mono<TaskId> findOpen(String openKey) {
    return Mono.from(
            tasks
                .find(Filters.eq(SearchFields.OPEN_KEY, openKey))
                .projection(Projections.include("_id"))
                .first())
        .map(found -> new TaskId(found.getString("_id")))
        .onErrorMap(MongoException.class, TaskReader::down);
  }

  /**
   * The first tasks that meet all conditions, in this order.
   *
   * @return an error signal INVALID_ARGUMENT where finding them takes too long
   */
  public Mono<List<Task>> search(List<Condition> conditions, SearchOrder order, int limit) {
    return read(tasks
            .find(Conditions.toBson(conditions, order))
            .sort(Conditions.sort(order))
            .limit(limit)
            .maxTime(searchMillis, TimeUnit.MILLISECONDS))
        .collectList();
  }

  /** Tasks that do not go on by themselves, in the order of their ids, after this one. */
  public Mono<List<HeldTask>> held(String after, int limit) {
    return Flux.from(
            tasks
                .find(Filters.and(HeldTask.filter(), Filters.gt("_id", after)))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .maxTime(searchMillis, TimeUnit.MILLISECONDS)
                .projection(TASK_ONLY))
        .mapNotNull(document -> HeldTask.read(document).orElse(null))
        .collectList()
        .onErrorMap(MongoException.class, TaskReader::down);
  }

  /** Ends well when the database answers. */
  public Mono<Void> ping() {
    return Mono.from(database.runCommand(new Document("ping", 1)))
        .onErrorMap(MongoException.class, TaskReader::down)
        .then();
  }

  private static Flux<Task> read(FindPublisher<Document> found) {
    return Flux.from(found.projection(TASK_ONLY))
        .mapNotNull(document -> TaskDocument.read(document).task())
        .onErrorMap(MongoException.class, TaskReader::down);
  }

  static ApiException down(MongoException failure) {
    if (failure instanceof MongoExecutionTimeoutException) {
      return new ApiException(
          Code.INVALID_ARGUMENT,
          "Expected a search that can be answered in time, but it takes too long; narrow the"
              + " search.");
    }
    return new ApiException(
        Code.UNAVAILABLE, "Expected the database to answer, but it does not just now.");
  }
}
