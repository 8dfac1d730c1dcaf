package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Whose turn a kind of sweeping is, among the copies of this service: one has it, and keeps it as
 * long as it goes on asking; another takes over when it has been silent for a while, by the
 * database's clock. It spares work and nothing else: two copies that sweep at once do no harm.
 */
@Component
public class Turns implements DisposableBean {
  static final String COLLECTION = "sweeps";
  static final String UNTIL = "until";

  private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
  private static final String HOLDER = "holder";
  private static final int DUPLICATE_KEY = 11000;
  private static final String NOW = "$$NOW";
  private static final Duration LASTS = Duration.ofSeconds(10);
  private static final Duration RENEWED = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MongoCollection<Document> sweeps;
  private final String self = UUID.randomUUID().toString();

  public Turns(MongoDatabase database) {
    this.sweeps = database.getCollection(COLLECTION).withWriteConcern(WriteConcern.W1);
  }

  /** Whether this copy is to sweep now. */
  public Mono<Boolean> mine(String sweep) {
    Document until = new Document("$ifNull", List.of("$" + UNTIL, Date.from(Instant.EPOCH)));
    Document free = new Document("$lte", List.of(until, NOW));
    Document soonOver =
        new Document(
            "$and",
            List.of(
                new Document("$eq", List.of("$" + HOLDER, self)),
                new Document("$lte", List.of(until, later(RENEWED)))));
    return Mono.from(
            sweeps.findOneAndUpdate(
                eq("_id", sweep),
                List.of(
                    set(HOLDER, cond(free, self, "$" + HOLDER)),
                    set(UNTIL, cond(soonOver, later(LASTS), "$" + UNTIL))),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)))
        .map(turn -> self.equals(turn.getString(HOLDER)))
        .onErrorResume(
            MongoException.class,
            e -> e.getCode() == DUPLICATE_KEY ? Mono.just(false) : Mono.error(e));
  }

  private static Document set(String field, Object value) {
    return new Document("$set", new Document(field, value));
  }

  private static Document cond(Object condition, Object then, Object otherwise) {
    return new Document("$cond", List.of(condition, then, otherwise));
  }

  private static Document later(Duration time) {
    return new Document("$add", List.of(NOW, time.toMillis()));
  }

  /** Lets the other copies have the turns of this one at once. */
  @Override
  public void destroy() {
    try {
      Mono.from(sweeps.updateMany(eq(HOLDER, self), Updates.set(UNTIL, Date.from(Instant.EPOCH))))
          .block(PATIENCE);
    } catch (MongoException | IllegalStateException e) {
      LOG.debug("The turns of this copy end by themselves.", e);
    }
  }
}
