package dev.gatehouse.runtime.store;

import com.mongodb.client.model.Filters;
import dev.gatehouse.core.task.Task;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A task that does not go on by itself: it is parked, or its outbox is stuck, or both. A resume
 * lets it go on.
 *
 * @param stuck why its outbox could not be published; empty where it is not stuck
 * @param since when that was last so, at the latest
 */
public record HeldTask(Task task, String stuck, Instant since) {

  /** What is true of the documents of such tasks. */
  public static Bson filter() {
    return Filters.or(Filters.eq(SearchFields.PARKED, true), Filters.eq(TaskDocument.STUCK, true));
  }

  /** The held task of a whole document; empty for one that holds no task. */
  public static Optional<HeldTask> read(Document document) {
    Task task = TaskDocument.read(document).task();
    if (task == null) {
      return Optional.empty();
    }
    boolean stuck = document.getBoolean(TaskDocument.STUCK, false);
    Date at = document.getDate(TaskDocument.STUCK_AT);
    return Optional.of(
        new HeldTask(
            task,
            stuck
                ? Objects.requireNonNullElse(
                    document.getString(TaskDocument.STUCK_WHY), "Its outbox cannot be published.")
                : "",
            stuck && at != null ? at.toInstant() : task.updatedAt()));
  }

  /** How many there are. */
  public record Counts(long parked, long stuck) {}
}
