package dev.gatehouse.bench;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Fills the collection of tasks with closed ones. Each is a copy of one that the engine itself
 * wrote, under an id, a number, a time and words of its own, and with people and entitlement of
 * another, so that every index grows as it would.
 */
final class Growth {
  private static final int AT_ONCE = 1000;
  private static final int SAMPLES = 500;
  private static final long FIRST_NUMBER = 1_000_000_000L;
  private static final Duration YEARS = Duration.ofDays(3 * 365);
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration TELLING = Duration.ofSeconds(15);
  private static final List<String> WHO =
      List.of(
          "subjectUserId", "identityUserId", "appUserId", "createdBy", "participants", "actedBy");

  private final Progress progress;

  Growth(Progress progress) {
    this.progress = progress;
  }

  /** Inserts until there are this many tasks; answers how many that took. */
  long fillUpTo(Installation installation, long wanted) {
    try (MongoClient client = MongoClients.create(installation.mongodbUri())) {
      MongoCollection<Document> tasks =
          client
              .getDatabase("gatehouse")
              .getCollection("tasks")
              .withWriteConcern(WriteConcern.W1.withJournal(false));
      List<Document> samples =
          Flux.from(tasks.find(Filters.eq("state", "CLOSED")).limit(SAMPLES))
              .collectList()
              .block(LIMIT);
      if (samples == null || samples.isEmpty()) {
        throw new ServerException("Expected closed tasks to copy, but there are none.");
      }
      return fill(tasks, samples, wanted);
    } catch (MongoException e) {
      throw new ServerException("Expected MongoDB to take more tasks, but " + e + ".", e);
    }
  }

  private long fill(MongoCollection<Document> tasks, List<Document> samples, long wanted) {
    SplittableRandom random = new SplittableRandom(wanted);
    long there = count(tasks);
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
        progress.say("growth: %,d of %,d tasks stored".formatted(there, wanted));
      }
    }
    return there - first;
  }

  private static long count(MongoCollection<Document> tasks) {
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
}
