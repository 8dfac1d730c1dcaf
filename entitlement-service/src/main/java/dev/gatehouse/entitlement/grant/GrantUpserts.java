package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.runtime.gather.ReactiveGathered;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Guarded writes of grants; those that are wanted at about the same time are one call. A bulk write
 * does not tell which of its writes found their document, so each leaves a fresh token there, and
 * where not all have, whoever finds its token has won.
 */
final class GrantUpserts {
  private static final String TOKEN = "writeToken";
  private static final int MOST = 200;

  private final MongoCollection<Document> grants;
  private final ReactiveGathered<Upsert, Boolean> gathered;

  GrantUpserts(MongoCollection<Document> grants) {
    this.grants = grants;
    this.gathered = new ReactiveGathered<>(MOST, this::write);
  }

  private record Upsert(WriteModel<Document> model, String id, String token) {}

  /** Inserts a grant; false if there is one with its id. */
  Mono<Boolean> insert(Document document) {
    String token = token();
    Document marked = new Document(document).append(TOKEN, token);
    return gathered.ask(new Upsert(new InsertOneModel<>(marked), document.getString("_id"), token));
  }

  /** Updates the grant with this id if it has this version; false if it has another. */
  Mono<Boolean> update(String id, long version, Bson changes) {
    String token = token();
    Bson marked = Updates.combine(changes, Updates.set(TOKEN, token));
    return gathered.ask(
        new Upsert(
            new UpdateOneModel<>(and(eq("_id", id), eq(GrantDocuments.VERSION, version)), marked),
            id,
            token));
  }

  private static String token() {
    return UUID.randomUUID().toString();
  }

  private Mono<List<Boolean>> write(List<Upsert> upserts) {
    return Mono.from(
            grants.bulkWrite(
                upserts.stream().map(Upsert::model).toList(),
                new BulkWriteOptions().ordered(false)))
        .flatMap(
            result ->
                result.getMatchedCount() + result.getInsertedCount() == upserts.size()
                    ? Mono.just(upserts.stream().map(each -> true).toList())
                    : winners(upserts))
        .onErrorResume(
            MongoBulkWriteException.class, e -> onlyTaken(e) ? winners(upserts) : Mono.error(e));
  }

  private static boolean onlyTaken(MongoBulkWriteException e) {
    return e.getWriteConcernError() == null
        && e.getWriteErrors().stream()
            .allMatch(each -> each.getCategory() == ErrorCategory.DUPLICATE_KEY);
  }

  private Mono<List<Boolean>> winners(List<Upsert> upserts) {
    Set<String> ids = upserts.stream().map(Upsert::id).collect(Collectors.toSet());
    return Flux.from(grants.find(in("_id", ids)).projection(Projections.include(TOKEN)))
        .mapNotNull(document -> document.getString(TOKEN))
        .collect(Collectors.toSet())
        .map(found -> upserts.stream().map(each -> found.contains(each.token())).toList());
  }
}
