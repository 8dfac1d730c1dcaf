package dev.gatehouse.runtime.store;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.runtime.Patience;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Tasks in MongoDB. It expects a database of {@link MongoConnection}, which asks for majority. */
public final class MongoTaskStore implements TaskStore {
  /** The collection of tasks; its fields are those of {@link SearchFields}. */
  public static final String COLLECTION = "tasks";

  private final MongoDatabase database;
  private final MongoCollection<Document> tasks;
  private final Counters counters;
  private final BulkTaskWriter writer;
  private final long incarnation;

  private MongoTaskStore(MongoDatabase database, Patience patience) {
    this.database = database;
    this.tasks = database.getCollection(COLLECTION);
    this.counters = new Counters(database);
    this.writer = new BulkTaskWriter(tasks, this::holderOf, patience);
    this.incarnation = counters.incarnation();
  }

  /**
   * The store of a database; makes the indexes that are missing.
   *
   * @param patience how long a write whose outcome is unknown is looked after
   */
  public static MongoTaskStore open(MongoDatabase database, Patience patience) {
    MongoTaskStore store = new MongoTaskStore(database, patience);
    Blocking.list(store.tasks.createIndexes(TaskIndexes.all()));
    OldIndexes.drop(store.tasks, TaskIndexes.OLD);
    return store;
  }

  @Override
  public long incarnation() {
    return incarnation;
  }

  @Override
  public Map<TaskId, StoredTask> load(Collection<TaskId> ids) {
    Map<TaskId, StoredTask> found = new HashMap<>();
    if (!ids.isEmpty()) {
      find(idIn(ids)).forEach(task -> found.put(task.id(), task));
    }
    return found;
  }

  @Override
  public Optional<StoredTask> findByNumericId(long numericId) {
    return find(Filters.eq(SearchFields.NUMERIC_ID, numericId)).stream().findFirst();
  }

  @Override
  public Map<TaskId, WriteResult> write(Collection<TaskWrite> writes) {
    return writes.isEmpty() ? Map.of() : writer.write(writes);
  }

  @Override
  public void clear(Map<TaskId, List<String>> published) {
    List<WriteModel<Document>> models = new ArrayList<>();
    published.forEach(
        (id, entries) ->
            models.add(
                new UpdateOneModel<>(
                    Filters.eq(id.value()),
                    Updates.combine(
                        Updates.pull(
                            TaskDocument.OUTBOX, Filters.in(TaskDocument.ENTRY_ID, entries)),
                        forgetVainAttempts()))));
    if (!models.isEmpty()) {
      // With less than a majority the next read would still see the entries, and publish them
      // again.
      Blocking.first(tasks.bulkWrite(models, new BulkWriteOptions().ordered(false)));
    }
  }

  private static Bson forgetVainAttempts() {
    return Updates.combine(TaskDocument.VAIN.stream().map(Updates::unset).toList());
  }

  @Override
  public List<StoredTask> findUnpublished(Instant before, Shards share, int limit) {
    return find(
        Filters.and(
            Filters.lt(TaskDocument.OUTBOX_AT, Date.from(before)),
            StoredShard.within(share),
            Filters.ne(TaskDocument.STUCK, true)),
        TaskDocument.OUTBOX_AT,
        limit);
  }

  @Override
  public Optional<Instant> oldestUnpublished() {
    return find(Filters.exists(TaskDocument.OUTBOX_AT), TaskDocument.OUTBOX_AT, 1).stream()
        .flatMap(task -> task.outbox().stream())
        .map(OutboxEntry::at)
        .min(Instant::compareTo);
  }

  @Override
  public boolean countVainAttempt(TaskId id, String why, int limit) {
    Optional<Document> counted =
        Blocking.first(
            tasks.findOneAndUpdate(
                Filters.and(Filters.eq(id.value()), Filters.ne(TaskDocument.STUCK, true)),
                Updates.inc(TaskDocument.VAIN_ATTEMPTS, 1),
                new FindOneAndUpdateOptions()
                    .returnDocument(ReturnDocument.AFTER)
                    .projection(Projections.include(TaskDocument.VAIN_ATTEMPTS))));
    if (counted.isEmpty() || counted.get().getInteger(TaskDocument.VAIN_ATTEMPTS) < limit) {
      return false;
    }
    Blocking.first(
        tasks.updateOne(
            Filters.eq(id.value()),
            Updates.combine(
                Updates.set(TaskDocument.STUCK, true),
                Updates.set(TaskDocument.STUCK_WHY, why),
                Updates.currentDate(TaskDocument.STUCK_AT))));
    return true;
  }

  @Override
  public void letGo(Collection<TaskId> ids) {
    if (!ids.isEmpty()) {
      Blocking.first(tasks.updateMany(idIn(ids), forgetVainAttempts()));
    }
  }

  @Override
  public HeldTask.Counts held() {
    return new HeldTask.Counts(
        count(Filters.eq(SearchFields.PARKED, true)), count(Filters.eq(TaskDocument.STUCK, true)));
  }

  private long count(Bson filter) {
    return Blocking.first(tasks.countDocuments(filter)).orElse(0L);
  }

  @Override
  public Map<String, TaskId> findOpen(Collection<String> openKeys) {
    Map<String, TaskId> open = new HashMap<>();
    Blocking.list(
            tasks
                .find(Filters.in(SearchFields.OPEN_KEY, openKeys))
                .projection(Projections.include(SearchFields.OPEN_KEY)))
        .forEach(
            d ->
                open.put(
                    d.getString(SearchFields.OPEN_KEY), new TaskId(d.getString(TaskDocument.ID))));
    return open;
  }

  @Override
  public List<TaskId> findOpenGrantTasks(GrantsOf of, String after, int limit) {
    return ids(
        Filters.and(
            filter(of),
            Filters.eq(SearchFields.TYPE, "GRANT"),
            open(),
            Filters.gt(TaskDocument.ID, after)),
        limit);
  }

  private static Bson filter(GrantsOf of) {
    return switch (of) {
      case GrantsOf.Person o -> Filters.eq(SearchFields.SUBJECT_USER_ID, o.id().value());
      case GrantsOf.App o -> Filters.eq(SearchFields.APP_ID, o.id().value());
      case GrantsOf.Entitlement o -> Filters.eq(SearchFields.ENTITLEMENT_ID, o.id().value());
    };
  }

  @Override
  public List<TaskId> findOpenChildren(TaskId parent, boolean made, String after, int limit) {
    return ids(
        Filters.and(
            Filters.eq(SearchFields.WATCHERS, parent.value()),
            made ? Filters.eq(TaskDocument.PARENT, parent.value()) : Filters.empty(),
            open(),
            Filters.gt(TaskDocument.ID, after)),
        limit);
  }

  @Override
  public Map<TaskId, Boolean> closedAmong(Collection<TaskId> ids) {
    Map<TaskId, Boolean> closed = new HashMap<>();
    Blocking.list(tasks.find(idIn(ids)).projection(Projections.include(SearchFields.STATE)))
        .forEach(
            d ->
                closed.put(
                    new TaskId(d.getString(TaskDocument.ID)),
                    !"OPEN".equals(d.getString(SearchFields.STATE))));
    return closed;
  }

  @Override
  public Set<TaskId> awaitingAmong(Collection<TaskId> ids) {
    Bson awaiting =
        Filters.and(
            idIn(ids),
            open(),
            Filters.ne(SearchFields.PARKED, true),
            Filters.eq(TaskDocument.CLOSE_REQUEST, null));
    return Set.copyOf(ids(awaiting, ids.size()));
  }

  @Override
  public List<DueTask> findDue(Instant now, Shards share, @Nullable DueTask after, int limit) {
    return Blocking.list(
            tasks
                .find(
                    Filters.and(
                        after(after),
                        Filters.lte(TaskDocument.NEXT_DUE_AT, Date.from(now)),
                        StoredShard.within(share)))
                .sort(Sorts.ascending(TaskDocument.NEXT_DUE_AT, TaskDocument.ID))
                .limit(limit)
                .projection(Projections.include(TaskDocument.NEXT_DUE_AT, TaskDocument.TASK)))
        .stream()
        .map(TaskDocument::readDue)
        .toList();
  }

  private static Bson after(@Nullable DueTask last) {
    if (last == null) {
      return Filters.empty();
    }
    Date at = Date.from(last.at());
    return Filters.and(
        Filters.gte(TaskDocument.NEXT_DUE_AT, at),
        Filters.or(
            Filters.gt(TaskDocument.NEXT_DUE_AT, at),
            Filters.gt(TaskDocument.ID, last.task().id().value())));
  }

  @Override
  public long nextNumericId() {
    return counters.nextTaskNumber();
  }

  @Override
  public Instant now() {
    return Blocking.first(database.runCommand(new Document("hello", 1)))
        .orElseThrow()
        .getDate("localTime")
        .toInstant();
  }

  private Optional<TaskId> holderOf(String openKey) {
    return Optional.ofNullable(findOpen(Set.of(openKey)).get(openKey));
  }

  private static Bson open() {
    return Filters.eq(SearchFields.STATE, "OPEN");
  }

  private static Bson idIn(Collection<TaskId> ids) {
    return Filters.in(TaskDocument.ID, ids.stream().map(TaskId::value).toList());
  }

  private List<StoredTask> find(Bson filter) {
    return Blocking.list(
            tasks.find(filter).projection(Projections.include(TaskDocument.PROJECTION)))
        .stream()
        .map(TaskDocument::read)
        .toList();
  }

  private List<StoredTask> find(Bson filter, String sortedBy, int limit) {
    return Blocking.list(
            tasks
                .find(filter)
                .sort(Sorts.ascending(sortedBy))
                .limit(limit)
                .projection(Projections.include(TaskDocument.PROJECTION)))
        .stream()
        .map(TaskDocument::read)
        .toList();
  }

  private List<TaskId> ids(Bson filter, int limit) {
    return Blocking.list(
            tasks
                .find(filter)
                .sort(Sorts.ascending(TaskDocument.ID))
                .limit(limit)
                .projection(Projections.include(TaskDocument.ID)))
        .stream()
        .map(d -> new TaskId(d.getString(TaskDocument.ID)))
        .toList();
  }
}
