package dev.gatehouse.bench.raw;

import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.bench.raw.Recipe.Written;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Journaled bulks of documents, one bulk for each write of a lifecycle. */
final class RawWrites {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KEPT = 20_000;
  private static final String TEXT = "text";

  private final MongoDatabase database;
  private final Padding padding;
  private final String prefix;
  private final Map<String, Deque<String>> written = new HashMap<>();
  private long next;

  /**
   * Writes of one thread.
   *
   * @param prefix of its documents' ids
   */
  RawWrites(MongoDatabase database, Padding padding, String prefix) {
    this.database = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    this.padding = padding;
    this.prefix = prefix;
  }

  /** Does the same write for this many lifecycles, as one unordered bulk. */
  void bulk(Written write, int count) {
    MongoCollection<Document> collection = database.getCollection(write.collection());
    Deque<String> ids = written.computeIfAbsent(write.collection(), _ -> new ArrayDeque<>());
    List<WriteModel<Document>> models = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      models.add(model(write, ids));
    }
    BulkWriteResult result =
        Mono.from(collection.bulkWrite(models, new BulkWriteOptions().ordered(false))).block(LIMIT);
    if (result == null || !result.wasAcknowledged()) {
      throw new ServerException("Expected MongoDB to acknowledge the raw writes, but it did not.");
    }
  }

  private WriteModel<Document> model(Written write, Deque<String> ids) {
    return switch (write.kind()) {
      case INSERT -> new InsertOneModel<>(document(write, fresh(ids)));
      case REPLACE -> {
        String id = turned(ids);
        yield new ReplaceOneModel<>(Filters.eq(id), document(write, id));
      }
      case UPDATE ->
          new UpdateOneModel<>(
              Filters.eq(turned(ids)), Updates.set("change", padding.text(write.bytes())));
      case DELETE -> new DeleteOneModel<>(Filters.eq(ids.isEmpty() ? "none" : ids.pollFirst()));
    };
  }

  private Document document(Written write, String id) {
    return new Document("_id", id).append(TEXT, padding.text(write.bytes()));
  }

  private String fresh(Deque<String> ids) {
    String id = prefix + next++;
    ids.addLast(id);
    if (ids.size() > KEPT) {
      ids.removeFirst();
    }
    return id;
  }

  /** Each of a bulk goes to another document. */
  private String turned(Deque<String> ids) {
    if (ids.isEmpty()) {
      return "none";
    }
    String id = ids.removeLast();
    ids.addFirst(id);
    return id;
  }
}
