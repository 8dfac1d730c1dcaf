package dev.gatehouse.system.crash;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.provisioning.attempt.MongoAttemptStore;
import dev.gatehouse.runtime.store.MongoAuditStore;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.MongoTaskStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What stands in the databases, read past every link and without the product's own code. */
final class Store implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Bson WITH_OUTBOX = Filters.exists("outbox.0");

  private final MongoClient client;
  private final MongoCollection<Document> tasks;
  private final MongoCollection<Document> audits;
  private final MongoCollection<Document> attempts;
  private final MongoCollection<Document> grants;

  /**
   * A task as it is kept.
   *
   * @param accepted the remembered commands that were accepted, with the version after each
   * @param audits the commands of its audits by version
   */
  record Kept(long version, Map<String, Long> accepted, TreeMap<Long, String> audits) {}

  /** Access as it is recorded. */
  record Grant(String entitlement, String account, String person, String state) {
    boolean live() {
      return !state.equals("REVOKED");
    }
  }

  Store(String uri) {
    client = MongoClients.create(uri);
    tasks = client.getDatabase(MongoConnection.DATABASE).getCollection(MongoTaskStore.COLLECTION);
    audits = client.getDatabase(MongoConnection.DATABASE).getCollection(MongoAuditStore.COLLECTION);
    attempts =
        client.getDatabase(MongoConnection.DATABASE).getCollection(MongoAttemptStore.COLLECTION);
    grants = client.getDatabase("gatehouse_entitlements").getCollection("grants");
  }

  private static List<Document> all(
      MongoCollection<Document> collection, Bson filter, String... fields) {
    List<Document> found =
        Flux.from(collection.find(filter).projection(Projections.include(fields)))
            .collectList()
            .block(PATIENCE);
    return found == null ? List.of() : found;
  }

  private static long count(MongoCollection<Document> collection, Bson filter) {
    return Mono.from(collection.countDocuments(filter)).blockOptional(PATIENCE).orElse(0L);
  }

  /** What is not at rest yet, in a sentence. */
  Optional<String> whatIsOpen() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("tasks with an outbox", count(tasks, WITH_OUTBOX));
    counts.put("stuck tasks", count(tasks, Filters.eq("stuck", true)));
    counts.put("parked tasks", count(tasks, Filters.eq("parked", true)));
    counts.put(
        "attempts under way",
        count(
            attempts,
            Filters.or(Filters.in("state", "DUE", "CLAIMED"), Filters.ne("outbox", null))));
    counts.put(
        "grants under way",
        count(
            grants,
            Filters.or(
                Filters.in("state", "GRANTING", "REVOKING"),
                Filters.ne("lease", null),
                WITH_OUTBOX,
                Filters.and(Filters.eq("live", true), Filters.ne("deprovisionAt", null)))));
    counts.values().removeIf(count -> count == 0);
    return counts.isEmpty() ? Optional.empty() : Optional.of("there are " + counts);
  }

  /** Open tasks that do not wait for a person's approval; offboardings among them. */
  List<String> restless() {
    return all(
            tasks,
            Filters.and(Filters.eq("state", "OPEN"), Filters.ne("currentStepKind", "APPROVAL")),
            "type",
            "currentStepKind")
        .stream()
        .map(
            each ->
                "%s (%s, %s)"
                    .formatted(
                        each.getString("_id"),
                        each.getString("type"),
                        each.getString("currentStepKind")))
        .toList();
  }

  Map<String, Kept> kept() {
    Map<String, TreeMap<Long, String>> history = new HashMap<>();
    for (Document each : all(audits, Filters.empty(), "taskId", "version", "commandId")) {
      history
          .computeIfAbsent(each.getString("taskId"), _ -> new TreeMap<>())
          .put(each.getLong("version"), each.getString("commandId"));
    }
    Map<String, Kept> kept = new HashMap<>();
    for (Document each : all(tasks, Filters.empty(), "version", "outcomes")) {
      Map<String, Long> accepted = new HashMap<>();
      for (Document outcome : each.getList("outcomes", Document.class, List.of())) {
        if (outcome.getString("verdict").equals("accepted")) {
          accepted.put(outcome.getString("command"), outcome.getLong("version"));
        }
      }
      Long version = each.getLong("version");
      String id = each.getString("_id");
      kept.put(
          id,
          new Kept(
              version == null ? 0 : version, accepted, history.getOrDefault(id, new TreeMap<>())));
    }
    return kept;
  }

  /**
   * For each task the changes that its audits tell of and that name a step, such as {@code
   * StepEnded s1}; repeats included.
   */
  Map<String, List<String>> changesOfSteps() {
    Map<String, List<String>> changes = new HashMap<>();
    for (Document each : all(audits, Filters.empty(), "taskId", "changes.kind", "changes.stepId")) {
      List<String> ofTask =
          changes.computeIfAbsent(each.getString("taskId"), _ -> new ArrayList<>());
      each.getList("changes", Document.class).stream()
          .filter(change -> change.getString("stepId") != null)
          .map(change -> change.getString("kind") + " " + change.getString("stepId"))
          .forEach(ofTask::add);
    }
    return changes;
  }

  List<Grant> grants() {
    return all(grants, Filters.empty(), "entitlementId", "appUserId", "identityUserId", "state")
        .stream()
        .map(
            each ->
                new Grant(
                    each.getString("entitlementId"),
                    each.getString("appUserId"),
                    String.valueOf(each.getString("identityUserId")),
                    each.getString("state")))
        .toList();
  }

  /** Everything that reading the topics again must not change, one line for each thing. */
  List<String> state() {
    List<String> lines = new ArrayList<>();
    all(tasks, Filters.empty(), "version", "state", "task").forEach(add(lines, "task"));
    all(attempts, Filters.empty(), "state", "claims", "failures").forEach(add(lines, "attempt"));
    all(grants, Filters.empty(), "version", "state", "epoch", "sources", "history")
        .forEach(add(lines, "grant"));
    all(audits, Filters.empty(), "_id").forEach(add(lines, "audit"));
    lines.sort(null);
    return lines;
  }

  /** There may be many, so of what is long only a hash is kept. */
  private static Consumer<Document> add(List<String> lines, String what) {
    return each ->
        lines.add(
            "%s %s, version %s, %s, %08x"
                .formatted(
                    what,
                    each.getString("_id"),
                    each.get("version"),
                    each.get("state"),
                    each.toJson().hashCode()));
  }

  @Override
  public void close() {
    client.close();
  }
}
