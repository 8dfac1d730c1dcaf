package dev.gatehouse.api.task.store;

import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.store.Audit;
import dev.gatehouse.runtime.store.MongoAuditStore;
import org.bson.Document;
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

  /** The audits of a task in the order of its versions, after this one. */
  public Flux<Audit> after(TaskId task, long version) {
    return Flux.from(
            audits
                .find(
                    Filters.and(
                        Filters.eq(MongoAuditStore.TASK_ID, task.value()),
                        Filters.gt(MongoAuditStore.VERSION, version)))
                .sort(Sorts.ascending(MongoAuditStore.VERSION))
                .batchSize(BATCH))
        .map(MongoAuditStore::read)
        .onErrorMap(MongoException.class, TaskReader::down);
  }
}
