package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
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
 * this service.
 */
@Component
public class CatalogRevision {
  private static final String COLLECTION = "catalog_revision";
  private static final String ID = "catalog";
  private static final String WORD = "word";
  private static final int MOST_AT_ONCE = 1000;

  private final MongoCollection<Document> revisions;
  private final Gathered<Boolean, String> asked = new Gathered<>(MOST_AT_ONCE, this::read);

  CatalogRevision(MongoDatabase database) {
    this.revisions = database.getCollection(COLLECTION);
  }

  /** The word as of the subscription; empty before the first change. */
  public Mono<String> now() {
    return asked.ask(true);
  }

  private Mono<List<String>> read(List<Boolean> questions) {
    return Mono.from(revisions.find(eq("_id", ID)).first())
        .map(found -> found.getString(WORD))
        .defaultIfEmpty("")
        .map(word -> Collections.nCopies(questions.size(), word));
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
