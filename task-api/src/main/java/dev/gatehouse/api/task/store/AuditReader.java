package dev.gatehouse.api.task.store;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.MongoAuditStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Reads the history of tasks. */
@Component
public class AuditReader {
  private static final int BATCH = 100;

  private final MongoCollection<Document> audits;

  AuditReader(MongoDatabase database) {
    this.audits = database.getCollection(MongoAuditStore.COLLECTION);
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
    return find(
        Filters.and(conditions),
        range.newestFirst()
            ? Sorts.descending(MongoAuditStore.VERSION)
            : Sorts.ascending(MongoAuditStore.VERSION));
  }

  /** The audits of a task in the order of its versions, after this one. */
  public Flux<Audit> after(TaskId task, long version) {
    return find(
        Filters.and(
            Filters.eq(MongoAuditStore.TASK_ID, task.value()),
            Filters.gt(MongoAuditStore.VERSION, version)),
        Sorts.ascending(MongoAuditStore.VERSION));
  }

  private Flux<Audit> find(Bson filter, Bson order) {
    return Flux.from(audits.find(filter).sort(order).batchSize(BATCH))
        .map(MongoAuditStore::read)
        .onErrorMap(MongoException.class, TaskReader::down);
  }
}
