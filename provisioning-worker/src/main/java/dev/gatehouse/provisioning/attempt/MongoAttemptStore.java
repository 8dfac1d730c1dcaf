package dev.gatehouse.provisioning.attempt;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.expr;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.nin;
import static dev.gatehouse.provisioning.attempt.DatabaseAnswer.all;
import static dev.gatehouse.provisioning.attempt.DatabaseAnswer.down;
import static dev.gatehouse.provisioning.attempt.DatabaseAnswer.one;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.runtime.store.OldIndexes;
import dev.gatehouse.runtime.store.StoredShard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Mono;

/**
 * Attempts in the collection {@code provisioning_attempts}. {@code nextDueAt} is when somebody has
 * to look at an attempt: its time to be carried out, the end of its claim, or the time to publish
 * its end. An attempt that needs nothing any more has none, and is removed after a while.
 */
public final class MongoAttemptStore implements AttemptStore {
  public static final String COLLECTION = "provisioning_attempts";

  private static final int DUPLICATE_KEY = 11000;
  private static final String NOW = "$$NOW";

  private final MongoDatabase database;
  private final MongoCollection<Document> attempts;
  private final Duration keep;
  private final AttemptUpdates updates;

  /**
   * @param keep how long attempts that are over are kept
   */
  public MongoAttemptStore(MongoDatabase database, Duration keep) {
    this.database = database;
    this.attempts =
        database
            .getCollection(COLLECTION)
            .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    this.keep = keep;
    this.updates = new AttemptUpdates(attempts);
  }

  /** Makes the indexes; repeatable. */
  public void prepare() {
    Bson waiting = Filters.exists("nextDueAt");
    all(
        attempts.createIndexes(
            List.of(
                new IndexModel(
                    Indexes.ascending("nextDueAt", "lane", StoredShard.FIELD),
                    new IndexOptions().name("due_of_shard").partialFilterExpression(waiting)),
                new IndexModel(
                    Indexes.ascending("removeAt"),
                    new IndexOptions().name("removal").expireAfter(0L, TimeUnit.SECONDS)))));
    OldIndexes.drop(attempts, List.of("due"));
  }

  @Override
  public void insert(Collection<ProvisioningOrder> orders) {
    if (orders.isEmpty()) {
      return;
    }
    Instant now = now();
    insertAll(orders.stream().map(order -> AttemptDocument.of(order, now)).toList());
  }

  /** The places, in the list, of those that are known already. */
  private Set<Integer> insertAll(List<Document> documents) {
    try {
      Mono.from(attempts.insertMany(documents, new InsertManyOptions().ordered(false)))
          .block(DatabaseAnswer.PATIENCE);
      return Set.of();
    } catch (MongoBulkWriteException e) {
      if (e.getWriteConcernError() != null
          || e.getWriteErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE_KEY)) {
        throw down(e);
      }
      return e.getWriteErrors().stream().map(BulkWriteError::getIndex).collect(Collectors.toSet());
    } catch (MongoException | IllegalStateException e) {
      throw down(e);
    }
  }

  @Override
  public List<ProvisioningAttempt> insertClaimed(
      Collection<ProvisioningOrder> orders, String worker, Duration lease) {
    if (orders.isEmpty()) {
      return List.of();
    }
    List<ProvisioningOrder> wanted = List.copyOf(orders);
    Instant now = now();
    Set<Integer> known =
        insertAll(
            wanted.stream()
                .map(order -> AttemptDocument.of(order, now))
                .map(document -> AttemptDocument.claimed(document, worker, now.plus(lease)))
                .toList());
    return IntStream.range(0, wanted.size())
        .filter(i -> !known.contains(i))
        .mapToObj(i -> ProvisioningAttempt.claimed(wanted.get(i)))
        .toList();
  }

  @Override
  public Optional<ProvisioningAttempt> find(AttemptId id) {
    return Optional.ofNullable(one(attempts.find(byId(id)).first())).map(AttemptDocument::read);
  }

  @Override
  public Optional<ProvisioningAttempt> claim(AttemptId id, String worker, Duration lease) {
    Bson isDue =
        and(
            in("state", AttemptState.DUE.name(), AttemptState.CLAIMED.name()),
            expr(new Document("$lte", List.of("$nextDueAt", NOW))));
    Document claim =
        new Document("state", AttemptState.CLAIMED.name())
            .append("claims", new Document("$add", List.of("$claims", 1)))
            .append("claimedBy", literal(worker))
            .append(
                "unsure",
                new Document(
                    "$or",
                    List.of(
                        "$unsure",
                        new Document("$eq", List.of("$state", AttemptState.CLAIMED.name())))))
            .append("nextDueAt", after(lease));
    return updates.updateAndRead(id, isDue, claim).map(AttemptDocument::read);
  }

  @Override
  public boolean postpone(ProvisioningAttempt claimed, Next.Retry retry) {
    return write(
        claimed,
        new Document("state", AttemptState.DUE.name())
            .append("failures", retry.failures())
            .append("waits", retry.waits())
            .append("firstFailureAt", AttemptDocument.date(retry.firstFailureAt()))
            .append("unsure", retry.unsure())
            .append("sentence", literal(retry.sentence()))
            .append("nextDueAt", after(retry.delay())));
  }

  @Override
  public boolean finish(
      ProvisioningAttempt claimed, String error, Finished record, Duration unpublishedFor) {
    AttemptState state = error.isEmpty() ? AttemptState.DONE : AttemptState.FAILED;
    return write(
        claimed,
        new Document("state", state.name())
            .append("sentence", literal(error))
            .append("endedAt", NOW)
            .append("outbox", literal(AttemptDocument.of(record)))
            .append("lane", "$$REMOVE")
            .append("nextDueAt", after(unpublishedFor)));
  }

  @Override
  public boolean drop(ProvisioningAttempt claimed, String sentence) {
    return write(
        claimed,
        new Document("state", AttemptState.OBSOLETE.name())
            .append("sentence", literal(sentence))
            .append("endedAt", NOW)
            .append("lane", "$$REMOVE")
            .append("nextDueAt", "$$REMOVE")
            .append("removeAt", after(keep)));
  }

  /** A loss of this write is only a repeat, so nobody waits for the majority. */
  @Override
  public void succeeded(Collection<ProvisioningAttempt> claimed) {
    Map<Integer, List<String>> byClaim = new HashMap<>();
    claimed.forEach(
        attempt ->
            byClaim
                .computeIfAbsent(attempt.claims(), claims -> new ArrayList<>())
                .add(attempt.id().toString()));
    Document done =
        new Document("state", AttemptState.DONE.name())
            .append("sentence", "")
            .append("endedAt", NOW)
            .append("lane", "$$REMOVE")
            .append("nextDueAt", "$$REMOVE")
            .append("removeAt", after(keep));
    byClaim.forEach(
        (claims, ids) ->
            one(
                attempts
                    .withWriteConcern(WriteConcern.W1)
                    .updateMany(
                        and(
                            in("_id", ids),
                            eq("state", AttemptState.CLAIMED.name()),
                            eq("claims", claims)),
                        List.of(new Document("$set", done)))));
  }

  /** The same holds for this one. */
  @Override
  public void published(Collection<AttemptId> ids) {
    Document done =
        new Document("outbox", "$$REMOVE")
            .append("stuck", "$$REMOVE")
            .append("nextDueAt", "$$REMOVE")
            .append("removeAt", after(keep));
    one(
        attempts
            .withWriteConcern(WriteConcern.W1)
            .updateMany(
                and(in("_id", ids.stream().map(AttemptId::toString).toList()), ended()),
                List.of(new Document("$set", done))));
  }

  @Override
  public boolean countVainAttempt(AttemptId id, Duration pause, int limit) {
    Document vain = new Document("$add", List.of("$outbox.vain", 1));
    Document gone = new Document("$gte", List.of(vain, limit));
    Document count =
        new Document("outbox.vain", vain)
            .append(
                "nextDueAt", new Document("$cond", List.of(gone, after(STUCK_PAUSE), after(pause))))
            .append("stuck", new Document("$cond", List.of(gone, true, "$$REMOVE")));
    Document updated =
        one(
            attempts.findOneAndUpdate(
                and(byId(id), ended(), Filters.exists("outbox"), Filters.exists("nextDueAt")),
                List.of(new Document("$set", count)),
                new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    return updated != null && updated.getBoolean("stuck", false);
  }

  @Override
  public List<DueAttempt> due(Shards share, Set<ConnectorId> except, int limit) {
    List<String> lanes = except.stream().map(ConnectorId::value).toList();
    return all(
            attempts
                .find(
                    and(
                        lte("nextDueAt", Date.from(now())),
                        nin("lane", lanes),
                        StoredShard.within(share)))
                .sort(Sorts.ascending("nextDueAt"))
                .limit(limit))
        .stream()
        .map(AttemptDocument::readDue)
        .toList();
  }

  @Override
  public Optional<Instant> oldestDue() {
    return Optional.ofNullable(
            one(
                attempts
                    .find(Filters.exists("nextDueAt"))
                    .sort(Sorts.ascending("nextDueAt"))
                    .first()))
        .map(document -> document.getDate("nextDueAt").toInstant());
  }

  @Override
  public long stuck() {
    Long count = one(attempts.countDocuments(eq("stuck", true)));
    return count == null ? 0 : count;
  }

  @Override
  public Instant now() {
    Document hello = one(database.runCommand(new Document("hello", 1)));
    if (hello == null) {
      throw new IllegalStateException("Every MongoDB server answers hello.");
    }
    return hello.getDate("localTime").toInstant();
  }

  private boolean write(ProvisioningAttempt claimed, Document fields) {
    Bson stillClaimed =
        and(eq("state", AttemptState.CLAIMED.name()), eq("claims", claimed.claims()));
    return updates.update(claimed.id(), stillClaimed, fields);
  }

  private static Bson byId(AttemptId id) {
    return eq("_id", id.toString());
  }

  private static Bson ended() {
    return in("state", AttemptState.DONE.name(), AttemptState.FAILED.name());
  }

  private static Document after(Duration pause) {
    return new Document("$add", List.of(NOW, pause.toMillis()));
  }

  /** Keeps a text from being taken for an expression. */
  private static Document literal(Object value) {
    return new Document("$literal", value);
  }
}
