package dev.gatehouse.runtime.store;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.runtime.DependencyDownException;
import dev.gatehouse.runtime.Patience;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Writes tasks in one unordered bulk and sorts the winners from the losers. The bulk's answer gives
 * totals only, and none at all if the connection breaks; so each write carries a fresh token, and
 * whoever finds its token in the database afterwards has won. Sending a write again is harmless: it
 * still looks for the token that it read.
 */
final class BulkTaskWriter {
  private static final int DUPLICATE_KEY = 11000;

  private final MongoCollection<Document> tasks;
  private final Function<String, Optional<TaskId>> holderOf;
  private final Patience patience;

  BulkTaskWriter(
      MongoCollection<Document> tasks,
      Function<String, Optional<TaskId>> holderOf,
      Patience patience) {
    this.tasks = tasks;
    this.holderOf = holderOf;
    this.patience = patience;
  }

  Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    Attempt attempt = new Attempt();
    for (TaskWrite write : writes) {
      attempt.pending.put(write.id(), write);
      attempt.tokens.put(write.id(), UUID.randomUUID().toString());
    }
    patience.insist(attempt::run);
    return attempt.results;
  }

  /** All tries of one call; each takes what the one before left unknown. */
  private final class Attempt {
    final Map<TaskId, TaskWrite> pending = new LinkedHashMap<>();
    final Map<TaskId, String> tokens = new HashMap<>();
    final Map<TaskId, WriteResult> results = new LinkedHashMap<>();
    private boolean outcomeUnknown;

    void run() {
      if (pending.isEmpty()) {
        return;
      }
      if (outcomeUnknown) {
        sortOut(Set.of(), false);
      }
      List<TaskWrite> sent = List.copyOf(pending.values());
      if (sent.isEmpty()) {
        return;
      }
      outcomeUnknown = true;
      try {
        if (matchedAll(sent)) {
          sent.forEach(this::won);
        } else {
          sortOut(Set.of(), true);
        }
      } catch (MongoBulkWriteException e) {
        sortOut(keyTaken(sent, e), e.getWriteConcernError() == null);
      } catch (MongoException e) {
        throw Blocking.down(e);
      }
      if (!pending.isEmpty()) {
        throw new DependencyDownException(
            "Expected MongoDB to confirm every write, but it confirmed only some.",
            new IllegalStateException(pending.size() + " writes are open"));
      }
    }

    private boolean matchedAll(List<TaskWrite> sent) {
      List<WriteModel<Document>> models =
          sent.stream().map(w -> TaskModels.of(w, token(w))).toList();
      BulkWriteResult result =
          Mono.from(tasks.bulkWrite(models, new BulkWriteOptions().ordered(false)))
              .blockOptional()
              .orElseThrow();
      return result.getMatchedCount() + result.getInsertedCount() == sent.size();
    }

    /**
     * Looks who has won.
     *
     * @param answered whether the server has done all that it will do, so that another token than
     *     ours means lost
     */
    private void sortOut(Set<TaskId> keyTaken, boolean answered) {
      Map<TaskId, String> stored = storedTokens();
      for (TaskWrite write : new ArrayList<>(pending.values())) {
        String now = stored.get(write.id());
        if (token(write).equals(now)) {
          won(write);
        } else if (keyTaken.contains(write.id())) {
          done(write, openKeyTaken(write));
        } else if (answered || !sameToken(write.before(), now)) {
          done(write, new WriteResult.Lost());
        }
      }
    }

    private Map<TaskId, String> storedTokens() {
      return Blocking.list(
              tasks
                  .find(
                      Filters.in(
                          TaskDocument.ID, pending.keySet().stream().map(TaskId::value).toList()))
                  .projection(Projections.include(TaskDocument.WRITE_TOKEN)))
          .stream()
          .collect(
              Collectors.toMap(
                  d -> new TaskId(d.getString(TaskDocument.ID)),
                  d -> d.getString(TaskDocument.WRITE_TOKEN)));
    }

    private void won(TaskWrite write) {
      done(write, new WriteResult.Won(write.result(token(write))));
    }

    private void done(TaskWrite write, WriteResult result) {
      results.put(write.id(), result);
      pending.remove(write.id());
    }

    private String token(TaskWrite write) {
      return Objects.requireNonNull(tokens.get(write.id()));
    }
  }

  private static boolean sameToken(@Nullable StoredTask before, @Nullable String now) {
    return before == null ? now == null : before.writeToken().equals(now);
  }

  private static Set<TaskId> keyTaken(List<TaskWrite> sent, MongoBulkWriteException e) {
    Set<TaskId> taken = new HashSet<>();
    for (BulkWriteError error : e.getWriteErrors()) {
      if (error.getCode() == DUPLICATE_KEY
          && error.getMessage().contains(TaskIndexes.OPEN_KEY_INDEX)) {
        taken.add(sent.get(error.getIndex()).id());
      } else if (error.getCode() != DUPLICATE_KEY) {
        throw new IllegalStateException(
            "Expected MongoDB to take the task %s, but it refused: %s"
                .formatted(sent.get(error.getIndex()).id(), error.getMessage()),
            e);
      }
    }
    return taken;
  }

  /** The holder may have closed meanwhile; then the write is simply tried again. */
  private WriteResult openKeyTaken(TaskWrite write) {
    Task task = write.task();
    Optional<TaskId> holder =
        task == null ? Optional.empty() : holderOf.apply(task.subject().openKey());
    return holder.isPresent() && !holder.get().equals(write.id())
        ? new WriteResult.OpenKeyTaken(holder.get())
        : new WriteResult.Lost();
  }
}
