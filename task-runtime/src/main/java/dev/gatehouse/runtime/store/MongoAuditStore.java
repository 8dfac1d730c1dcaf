package dev.gatehouse.runtime.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.TaskId;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import reactor.core.publisher.Mono;

/** Audits in MongoDB. */
public final class MongoAuditStore implements AuditStore {
  /** The collection of audits. */
  public static final String COLLECTION = "task_audits";

  public static final String TASK_ID = "taskId";

  public static final String VERSION = "version";

  /** Where the kinds of the changes stand. */
  public static final String CHANGED = "changes.kind";

  private static final int DUPLICATE_KEY = 11000;

  private final MongoCollection<Document> audits;

  private MongoAuditStore(MongoCollection<Document> audits) {
    this.audits = audits;
  }

  /** The audits of a database; makes the index if it is missing. */
  public static MongoAuditStore open(MongoDatabase database) {
    MongoCollection<Document> audits = database.getCollection(COLLECTION);
    Blocking.first(
        audits.createIndex(
            Indexes.ascending(TASK_ID, VERSION), new IndexOptions().name("of_task")));
    return new MongoAuditStore(audits);
  }

  @Override
  public void add(Collection<Audit> added) {
    if (added.isEmpty()) {
      return;
    }
    List<Document> documents = added.stream().map(MongoAuditStore::write).toList();
    try {
      Mono.from(audits.insertMany(documents, new InsertManyOptions().ordered(false))).block();
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null
          || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw Blocking.down(e);
      }
      // Those are there already, word for word.
    } catch (MongoException e) {
      throw Blocking.down(e);
    }
  }

  @Override
  public List<Audit> find(TaskId task, long after, int limit) {
    return Blocking.list(
            audits
                .find(Filters.and(Filters.eq(TASK_ID, task.value()), Filters.gt(VERSION, after)))
                .sort(Sorts.ascending(VERSION))
                .limit(limit))
        .stream()
        .map(MongoAuditStore::read)
        .toList();
  }

  private static Document write(Audit audit) {
    return new Document("_id", audit.id())
        .append(TASK_ID, audit.taskId().value())
        .append(VERSION, audit.version())
        .append("at", Date.from(audit.at()))
        .append("userId", audit.userId())
        .append("service", audit.service())
        .append("commandId", audit.commandId())
        .append(
            "changes",
            audit.changes().stream()
                .map(
                    c ->
                        new Document("kind", c.kind())
                            .append("stepId", c.stepId())
                            .append("detail", c.detail()))
                .toList())
        .append("event", new Binary(audit.event()));
  }

  /** The audit in a document of the collection. */
  public static Audit read(Document document) {
    return new Audit(
        document.getString("_id"),
        new TaskId(document.getString(TASK_ID)),
        document.getLong(VERSION),
        document.getDate("at").toInstant(),
        document.getString("userId"),
        document.getString("service"),
        document.getString("commandId"),
        document.getList("changes", Document.class).stream()
            .map(
                c ->
                    new Audit.AuditedChange(
                        c.getString("kind"), c.getString("stepId"), c.getString("detail")))
            .toList(),
        document.get("event", Binary.class).getData());
  }
}
