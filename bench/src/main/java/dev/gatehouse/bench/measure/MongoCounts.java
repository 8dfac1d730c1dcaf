package dev.gatehouse.bench.measure;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonTimestamp;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a mongod has done so far, as it counts itself. */
final class MongoCounts implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> COMMANDS =
      List.of(
          "find",
          "aggregate",
          "count",
          "distinct",
          "getMore",
          "insert",
          "update",
          "delete",
          "findAndModify",
          "bulkWrite");
  private static final String OURS = "gatehouse";

  private final MongoClient client;

  /**
   * One look.
   *
   * @param commands how often each command was called; a bulk is one call or a few
   * @param documents how many documents were inserted, returned, updated, deleted
   * @param collections for each collection how often it was read and written
   * @param journalSyncs how often the journal went to disk
   * @param at the time of the last write
   */
  record Look(
      Map<String, Long> commands,
      Map<String, Long> documents,
      Map<String, Long> collections,
      long journalSyncs,
      BsonTimestamp at) {}

  /** How many writes of one kind went to one collection, and their size in the replication log. */
  record Writes(long count, long bytes) {}

  MongoCounts(String uri) {
    this.client = MongoClients.create(uri);
  }

  Look now() {
    Document status = run(new Document("serverStatus", 1));
    Document metrics = status.get("metrics", Document.class);
    Map<String, Long> commands = new LinkedHashMap<>();
    for (String name : COMMANDS) {
      Document command = metrics.get("commands", Document.class).get(name, Document.class);
      commands.put(name, command == null ? 0 : number(command, "total"));
    }
    Document document = metrics.get("document", Document.class);
    Map<String, Long> documents = new LinkedHashMap<>();
    for (String name : List.of("inserted", "returned", "updated", "deleted")) {
      documents.put(name, number(document, name));
    }
    Document log = status.get("wiredTiger", Document.class).get("log", Document.class);
    BsonTimestamp at =
        run(new Document("hello", 1))
            .get("lastWrite", Document.class)
            .get("opTime", Document.class)
            .get("ts", BsonTimestamp.class);
    return new Look(commands, documents, collections(), number(log, "log sync operations"), at);
  }

  private Map<String, Long> collections() {
    Map<String, Long> counts = new TreeMap<>();
    Document totals = run(new Document("top", 1)).get("totals", Document.class);
    totals.forEach(
        (namespace, found) -> {
          if (namespace.startsWith(OURS) && found instanceof Document times) {
            for (String kind :
                List.of("queries", "getmore", "insert", "update", "remove", "commands")) {
              counts.put(namespace + " " + kind, number(times.get(kind, Document.class), "count"));
            }
          }
        });
    return counts;
  }

  /** What was written between two looks, by collection and kind, from the replication log. */
  Map<String, Writes> writes(BsonTimestamp after, BsonTimestamp upTo) {
    MongoCollection<Document> log = client.getDatabase("local").getCollection("oplog.rs");
    Document kind =
        new Document(
            "$cond",
            List.of(
                new Document("$ne", List.of("$op", "u")),
                "$op",
                new Document(
                    "$cond",
                    List.of(
                        new Document("$eq", List.of(new Document("$type", "$o.diff"), "missing")),
                        "replace",
                        "update"))));
    List<Document> pipeline =
        List.of(
            new Document(
                "$match",
                new Document("ts", new Document("$gt", after).append("$lte", upTo))
                    .append("op", new Document("$in", List.of("i", "u", "d")))),
            new Document(
                "$group",
                new Document("_id", new Document("ns", "$ns").append("kind", kind))
                    .append("count", new Document("$sum", 1))
                    .append("bytes", new Document("$sum", new Document("$bsonSize", "$o")))));
    Map<String, Writes> writes = new TreeMap<>();
    List<Document> groups = Flux.from(log.aggregate(pipeline)).collectList().block(LIMIT);
    for (Document group : groups == null ? List.<Document>of() : groups) {
      Document id = group.get("_id", Document.class);
      writes.put(
          id.getString("ns") + " " + word(id.getString("kind")),
          new Writes(number(group, "count"), number(group, "bytes")));
    }
    return writes;
  }

  private static String word(String kind) {
    return switch (kind) {
      case "i" -> "insert";
      case "d" -> "delete";
      default -> kind;
    };
  }

  /** The oldest write that the replication log still knows. */
  BsonTimestamp oldest() {
    Document first =
        Mono.from(client.getDatabase("local").getCollection("oplog.rs").find().limit(1).first())
            .block(LIMIT);
    return first == null ? new BsonTimestamp(0) : first.get("ts", BsonTimestamp.class);
  }

  private Document run(Document command) {
    Document answer = Mono.from(client.getDatabase("admin").runCommand(command)).block(LIMIT);
    return answer == null ? new Document() : answer;
  }

  private static long number(Document document, String field) {
    return document.get(field) instanceof Number number ? number.longValue() : 0;
  }

  /** The difference of two counts; what did not move is left out. */
  static Map<String, Long> between(Map<String, Long> before, Map<String, Long> after) {
    Map<String, Long> moved = new LinkedHashMap<>();
    after.forEach(
        (name, now) -> {
          long difference = now - before.getOrDefault(name, 0L);
          if (difference > 0) {
            moved.put(name, difference);
          }
        });
    return moved;
  }

  @Override
  public void close() {
    client.close();
  }
}
