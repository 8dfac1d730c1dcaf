package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.runtime.gather.ReactiveGathered;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A word for the state of the whole catalogue, in the database. Every change of the catalogue, and
 * of who is leaving, puts another word there after it is written and before it is answered. So who
 * finds the word unchanged knows that nothing was answered as changed since, by whatever copy of
 * this service. The same look tells the time of the database.
 */
@Component
public class CatalogRevision implements DatabaseTime {
  private static final String COLLECTION = "catalog_revision";
  private static final String ID = "catalog";
  private static final String WORD = "word";
  private static final String AT = "at";
  private static final int MOST_AT_ONCE = 1000;

  private final MongoCollection<Document> revisions;
  private final ReactiveGathered<Boolean, Document> asked =
      new ReactiveGathered<>(MOST_AT_ONCE, this::read);

  CatalogRevision(MongoDatabase database) {
    this.revisions = database.getCollection(COLLECTION);
  }

  /** The word as of the subscription. */
  public Mono<String> word() {
    return asked.ask(true).map(found -> found.getString(WORD));
  }

  @Override
  public Mono<Instant> now() {
    return asked.ask(true).map(found -> found.getDate(AT).toInstant());
  }

  private Mono<List<Document>> read(List<Boolean> questions) {
    return read()
        .switchIfEmpty(Mono.defer(() -> change().then(read())))
        .map(found -> Collections.nCopies(questions.size(), found));
  }

  private Mono<Document> read() {
    return Mono.from(
        revisions
            .find(eq("_id", ID))
            .projection(new Document(WORD, 1).append(AT, "$$NOW"))
            .first());
  }

  /** Puts another word there. Nobody needs to know which: it never comes again. */
  public Mono<Void> change() {
    return Mono.defer(
            () ->
                Mono.from(
                    revisions.updateOne(
                        eq("_id", ID),
                        Updates.set(WORD, UUID.randomUUID().toString()),
                        new UpdateOptions().upsert(true))))
        .then();
  }
}
