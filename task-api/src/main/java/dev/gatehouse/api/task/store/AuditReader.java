package dev.gatehouse.api.task.store;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.outbox.EventCodec;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.MongoAuditStore;
import dev.gatehouse.runtime.store.MongoTaskStore;
import dev.gatehouse.runtime.store.OutboxEntry;
import dev.gatehouse.runtime.store.TaskDocument;
import dev.gatehouse.schemas.wire.AvroCodec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the history of tasks. An audit is stored soon after its version, and before the version's
 * event leaves the outbox of its task: so outboxes are read first, and then what is stored, and
 * nothing is missed.
 */
@Component
public class AuditReader {
  private static final int BATCH = 100;

  private final MongoCollection<Document> tasks;
  private final MongoCollection<Document> audits;
  private final EventCodec events;

  AuditReader(MongoDatabase database, AvroCodec avro) {
    this.tasks = database.getCollection(MongoTaskStore.COLLECTION);
    this.audits = database.getCollection(MongoAuditStore.COLLECTION);
    this.events = new EventCodec(avro);
  }

  /**
   * Which audits of a task are wanted, and in which order.
   *
   * @param from the version to begin with; null for the first, or the last
   * @param kind a change that the version must have brought; null for any
   * @param ids the audits asked for by id; empty for all
   */
  public record Range(
      boolean newestFirst, @Nullable Long from, @Nullable String kind, Set<String> ids) {
    public Range {
      ids = Set.copyOf(ids);
    }

    private boolean holds(Audit audit) {
      return (from == null || (newestFirst ? audit.version() <= from : audit.version() >= from))
          && (kind == null || audit.changes().stream().anyMatch(c -> c.kind().equals(kind)))
          && (ids.isEmpty() || ids.contains(audit.id()));
    }

    private Comparator<Audit> order() {
      Comparator<Audit> byVersion = Comparator.comparingLong(Audit::version);
      return newestFirst ? byVersion.reversed() : byVersion;
    }
  }

  /** The audits of a task in this range. */
  public Flux<Audit> read(TaskId task, Range range) {
    List<Bson> conditions = new ArrayList<>();
    conditions.add(Filters.eq(MongoAuditStore.TASK_ID, task.value()));
    if (range.from() != null) {
      conditions.add(
          range.newestFirst()
              ? Filters.lte(MongoAuditStore.VERSION, range.from())
              : Filters.gte(MongoAuditStore.VERSION, range.from()));
    }
    if (range.kind() != null) {
      conditions.add(Filters.eq(MongoAuditStore.CHANGED, range.kind()));
    }
    if (!range.ids().isEmpty()) {
      conditions.add(Filters.in("_id", range.ids()));
    }
    Flux<Audit> stored =
        find(
            Filters.and(conditions),
            range.newestFirst()
                ? Sorts.descending(MongoAuditStore.VERSION)
                : Sorts.ascending(MongoAuditStore.VERSION));
    return young(task)
        .flatMapMany(
            young ->
                Flux.mergeComparing(
                        range.order(),
                        Flux.fromStream(
                            () -> young.stream().filter(range::holds).sorted(range.order())),
                        stored)
                    .distinctUntilChanged(Audit::id));
  }

  /** The audits of a task in the order of its versions, after this one. */
  public Flux<Audit> after(TaskId task, long version) {
    return read(task, new Range(false, version + 1, null, Set.of()));
  }

  /** The audits of what is in the outbox; making them may wait for the registry. */
  private Mono<List<Audit>> young(TaskId task) {
    return Mono.from(
            tasks
                .find(Filters.eq(task.value()))
                .projection(Projections.include(TaskDocument.OUTBOX))
                .first())
        .onErrorMap(MongoException.class, TaskReader::down)
        .publishOn(Schedulers.boundedElastic())
        .map(
            found ->
                TaskDocument.outbox(found).stream()
                    .filter(OutboxEntry::event)
                    .map(events::audit)
                    .toList())
        .defaultIfEmpty(List.of());
  }

  private Flux<Audit> find(Bson filter, Bson order) {
    return Flux.from(audits.find(filter).sort(order).batchSize(BATCH))
        .map(MongoAuditStore::read)
        .onErrorMap(MongoException.class, TaskReader::down);
  }
}
