package dev.gatehouse.runtime.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** One {@link TaskWrite} as an operation of a bulk write. */
final class TaskModels {
  /** How long a refused creation is remembered. */
  private static final Duration TOMBSTONE_LIFE = Duration.ofHours(24);

  private TaskModels() {}

  static WriteModel<Document> of(TaskWrite write, String token) {
    Document fields = fields(write, token);
    StoredTask before = write.before();
    return before == null ? insert(write, fields) : update(write, before, fields);
  }

  private static InsertOneModel<Document> insert(TaskWrite write, Document fields) {
    Document document = new Document(TaskDocument.ID, write.id().value());
    fields.forEach(
        (name, value) -> {
          if (value != null) {
            document.append(name, value);
          }
        });
    return new InsertOneModel<>(
        document
            .append(TaskDocument.OUTCOMES, outcomes(write))
            .append(TaskDocument.OUTBOX, outbox(write)));
  }

  /** Field updates: what others clear in the outbox meanwhile stays cleared. */
  private static UpdateOneModel<Document> update(
      TaskWrite write, StoredTask before, Document fields) {
    Document set = new Document();
    Document unset = new Document();
    fields.forEach(
        (name, value) -> {
          if (value == null) {
            unset.append(name, "");
          } else {
            set.append(name, value);
          }
        });
    Document push =
        new Document(
            TaskDocument.OUTCOMES,
            new Document("$each", outcomes(write)).append("$slice", -StoredTask.RING));
    if (!write.outbox().isEmpty()) {
      push.append(TaskDocument.OUTBOX, new Document("$each", outbox(write)));
    }
    if (before.outbox().isEmpty()) {
      TaskDocument.VAIN.forEach(field -> unset.append(field, ""));
    }
    Document update = new Document("$set", set).append("$push", push);
    if (!unset.isEmpty()) {
      update.append("$unset", unset);
    }
    return new UpdateOneModel<>(
        Filters.and(
            Filters.eq(TaskDocument.ID, write.id().value()),
            Filters.eq(TaskDocument.VERSION, before.version()),
            Filters.eq(TaskDocument.WRITE_TOKEN, before.writeToken())),
        update);
  }

  /** Everything but the lists that grow; null means that the field is to go. */
  private static Document fields(TaskWrite write, String token) {
    Task task = write.task();
    Document fields =
        new Document(TaskDocument.WRITE_TOKEN, token)
            .append(StoredShard.FIELD, Shards.of(write.id()))
            .append(TaskDocument.CREATION, TaskDocument.write(write.createdBy()))
            .append(
                TaskDocument.POSITIONS,
                write.positions().stream().map(TaskDocument::write).toList());
    if (task == null) {
      return fields
          .append(TaskDocument.VERSION, 0L)
          .append(TaskDocument.EXPIRE_AT, Date.from(write.at().plus(TOMBSTONE_LIFE)));
    }
    fields
        .append(TaskDocument.VERSION, task.version())
        .append(TaskDocument.TASK, TaskDocument.write(task))
        .append(TaskDocument.EXPIRE_AT, null)
        .append(TaskDocument.NEXT_DUE_AT, nextDueAt(task, write.at()));
    fields.putAll(SearchFields.of(task));
    return fields;
  }

  private static @Nullable Date nextDueAt(Task task, Instant now) {
    Instant due = TaskStore.nextLook(task, now);
    return due == null ? null : Date.from(due);
  }

  private static List<Document> outcomes(TaskWrite write) {
    return write.outcomes().stream().map(TaskDocument::write).toList();
  }

  private static List<Document> outbox(TaskWrite write) {
    return write.outbox().stream().map(TaskDocument::write).toList();
  }
}
