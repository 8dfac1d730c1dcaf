package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Reason;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.model.core.CoreJson;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a task in MongoDB: the task itself under {@code task} as the core's JSON, what the
 * shell keeps beside it, and the fields of {@link SearchFields} for searches.
 */
public final class TaskDocument {
  static final String ID = "_id";
  static final String TASK = "task";
  static final String CLOSE_REQUEST = TASK + ".closeRequest";

  /** Of the task itself: what was written before there was a search field for it has it too. */
  static final String PARENT = TASK + ".subject.parent";

  static final String VERSION = "version";
  static final String WRITE_TOKEN = "writeToken";
  static final String CREATION = "creation";
  static final String OUTCOMES = "outcomes";
  static final String POSITIONS = "positions";
  public static final String OUTBOX = "outbox";
  static final String OUTBOX_AT = "outbox.at";
  static final String ENTRY_ID = "id";
  static final String NEXT_DUE_AT = "nextDueAt";
  static final String EXPIRE_AT = "expireAt";
  static final String VAIN_ATTEMPTS = "vainAttempts";
  static final String STUCK = "stuck";
  static final String STUCK_WHY = "stuckWhy";
  static final String STUCK_AT = "stuckAt";

  /** What is remembered of vain attempts to publish the outbox. */
  static final List<String> VAIN = List.of(VAIN_ATTEMPTS, STUCK, STUCK_WHY, STUCK_AT);

  /** What has to be read to make a {@link StoredTask}. */
  static final List<String> PROJECTION =
      List.of(TASK, WRITE_TOKEN, CREATION, OUTCOMES, POSITIONS, OUTBOX);

  private TaskDocument() {}

  /** The stored task of a document that holds at least the fields of a full read. */
  public static StoredTask read(Document document) {
    Document creation = document.get(CREATION, Document.class);
    return new StoredTask(
        new TaskId(document.getString(ID)),
        task(document.get(TASK, Document.class)),
        new CreatingCommand(
            new CommandId(creation.getString("command")), creation.getString("hash")),
        list(document, OUTCOMES).stream().map(TaskDocument::outcome).toList(),
        list(document, POSITIONS).stream().map(TaskDocument::position).toList(),
        outbox(document),
        document.getString(WRITE_TOKEN));
  }

  /** A task that is due, in a document that holds at least when, and the task. */
  static DueTask readDue(Document document) {
    return new DueTask(
        Objects.requireNonNull(task(document.get(TASK, Document.class)), "only a task is ever due"),
        document.getDate(NEXT_DUE_AT).toInstant());
  }

  /** The outbox in a document that holds at least that field. */
  public static List<OutboxEntry> outbox(Document document) {
    return list(document, OUTBOX).stream().map(TaskDocument::entry).toList();
  }

  private static List<Document> list(Document document, String field) {
    return document.getList(field, Document.class, List.of());
  }

  private static @Nullable Task task(@Nullable Document document) {
    return document == null
        ? null
        : CoreJson.read(BsonTrees.toJson(document.toBsonDocument()), Task.class);
  }

  static BsonDocument write(Task task) {
    return BsonTrees.toBson(CoreJson.write(task));
  }

  static Document write(CreatingCommand command) {
    return new Document("command", command.id().value()).append("hash", command.requestHash());
  }

  static Document write(RecordedOutcome outcome) {
    Document document =
        new Document("command", outcome.commandId().value())
            .append("hash", outcome.requestHash())
            .append(VERSION, outcome.version());
    SourcePosition source = outcome.source();
    if (source != null) {
      document.append("source", write(source));
    }
    switch (outcome.verdict()) {
      case Verdict.Accepted v -> document.append("verdict", "accepted");
      case Verdict.Refused v ->
          document
              .append("verdict", "refused")
              .append("reason", v.reason().name())
              .append("sentence", v.sentence())
              .append("details", new Document(Map.copyOf(v.details())));
      case Verdict.DeadLettered v ->
          document.append("verdict", "deadLettered").append("sentence", v.sentence());
    }
    return document;
  }

  private static RecordedOutcome outcome(Document document) {
    Document source = document.get("source", Document.class);
    return new RecordedOutcome(
        new CommandId(document.getString("command")),
        document.getString("hash"),
        verdict(document),
        document.getLong(VERSION),
        source == null ? null : position(source));
  }

  private static Verdict verdict(Document document) {
    return switch (document.getString("verdict")) {
      case "accepted" -> new Verdict.Accepted();
      case "refused" ->
          new Verdict.Refused(
              Reason.valueOf(document.getString("reason")),
              document.getString("sentence"),
              texts(document.get("details", Document.class)));
      case "deadLettered" -> new Verdict.DeadLettered(document.getString("sentence"));
      default ->
          throw new IllegalArgumentException(
              "Expected a verdict that this version knows, but it is "
                  + document.getString("verdict"));
    };
  }

  static Document write(SourcePosition position) {
    return new Document("topicId", position.topicId())
        .append("partition", position.partition())
        .append("offset", position.offset());
  }

  private static SourcePosition position(Document document) {
    return new SourcePosition(
        document.getString("topicId"),
        document.getInteger("partition"),
        document.getLong("offset"));
  }

  static Document write(OutboxEntry entry) {
    return new Document(ENTRY_ID, entry.id())
        .append("event", entry.event())
        .append("topic", entry.topic())
        .append("key", entry.key())
        .append("value", new Binary(entry.value()))
        .append("headers", new Document(Map.copyOf(entry.headers())))
        .append("at", Date.from(entry.at()));
  }

  private static OutboxEntry entry(Document document) {
    return new OutboxEntry(
        document.getString(ENTRY_ID),
        document.getBoolean("event"),
        document.getString("topic"),
        document.getString("key"),
        document.get("value", Binary.class).getData(),
        texts(document.get("headers", Document.class)),
        time(document, "at"));
  }

  private static Map<String, String> texts(Document document) {
    Map<String, String> texts = new HashMap<>();
    document.forEach((name, value) -> texts.put(name, (String) value));
    return texts;
  }

  private static Instant time(Document document, String field) {
    return document.getDate(field).toInstant();
  }
}
