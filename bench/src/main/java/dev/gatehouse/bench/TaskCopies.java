package dev.gatehouse.bench;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Fills a collection of tasks with closed ones. Each is a copy of one that the engine itself wrote,
 * under an id, a number, a time and words of its own, and with people and entitlement of another,
 * so that every index grows as it would.
 */
public final class TaskCopies {
  private static final int AT_ONCE = 1000;
  private static final int SAMPLES = 500;
  private static final long FIRST_NUMBER = 1_000_000_000L;
  private static final Duration YEARS = Duration.ofDays(3 * 365);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration TELLING = Duration.ofSeconds(15);
  private static final List<String> WHO =
      List.of(
          "subjectUserId", "identityUserId", "appUserId", "createdBy", "participants", "actedBy");

  private final MongoCollection<Document> tasks;
  private final Consumer<String> progress;

  /** Copies within this collection, and says from time to time how far it is. */
  public TaskCopies(MongoCollection<Document> tasks, Consumer<String> progress) {
    this.tasks = tasks;
    this.progress = progress;
  }

  /**
   * Inserts until there are this many tasks; answers how many that took.
   *
   * @throws ServerException if there is nothing to copy
   */
  public long fillUpTo(long wanted) {
    List<Document> samples =
        Flux.from(tasks.find(Filters.eq("state", "CLOSED")).limit(SAMPLES))
            .collectList()
            .block(LIMIT);
    if (samples == null || samples.isEmpty()) {
      throw new ServerException("Expected closed tasks to copy, but there are none.");
    }
    return fill(samples, wanted);
  }

  private long fill(List<Document> samples, long wanted) {
    SplittableRandom random = new SplittableRandom(wanted);
    long there = count();
    long first = there;
    long told = System.nanoTime();
    while (there < wanted) {
      List<Document> some = new ArrayList<>(AT_ONCE);
      for (long i = 0; i < Math.min(AT_ONCE, wanted - there); i++) {
        some.add(copy(samples, there + i, random));
      }
      Mono.from(tasks.insertMany(some, new InsertManyOptions().ordered(false))).block(LIMIT);
      there += some.size();
      if (System.nanoTime() - told > TELLING.toNanos()) {
        told = System.nanoTime();
        progress.accept("%,d of %,d tasks stored".formatted(there, wanted));
      }
    }
    return there - first;
  }

  private long count() {
    Long count = Mono.from(tasks.estimatedDocumentCount()).block(LIMIT);
    return count == null ? 0 : count;
  }

  private static Document copy(List<Document> samples, long place, SplittableRandom random) {
    Document copy = new Document(samples.get(random.nextInt(samples.size())));
    Document other = samples.get(random.nextInt(samples.size()));
    String id = DerivedId.of("growth", Long.toString(place));
    long number = FIRST_NUMBER + place;
    Object before = copy.get("_id");
    Date created = copy.getDate("createdAt");
    Date at = Date.from(created.toInstant().minusMillis(random.nextLong(YEARS.toMillis())));
    copy.put("_id", id);
    copy.put("numericId", number);
    copy.put("createdAt", at);
    copy.put("updatedAt", at);
    copy.put("outcomeTime", at);
    copy.put("task", task(copy.get("task", Document.class), id, number, at));
    WHO.forEach(field -> copy.put(field, other.get(field)));
    copy.put("appId", other.get("appId"));
    copy.put("entitlementId", other.get("entitlementId"));
    List<String> words = new ArrayList<>(copy.getList("words", String.class, List.of()));
    words.remove(String.valueOf(before).toLowerCase(Locale.ROOT));
    words.add(id.toLowerCase(Locale.ROOT));
    words.add(Long.toString(number));
    copy.put("words", words);
    return copy;
  }

  private static Document task(Document original, String id, long number, Date at) {
    Document task = new Document(original);
    task.put("id", id);
    task.put("numericId", number);
    task.put("createdAt", at.toInstant().toString());
    task.put("updatedAt", at.toInstant().toString());
    return task;
  }
}
