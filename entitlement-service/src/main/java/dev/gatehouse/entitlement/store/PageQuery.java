package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.page.PageToken;
import dev.gatehouse.model.page.Paging;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One page, ordered by name and id; the token names the last row, so pages do not shift. */
record PageQuery(EntityKind kind, Bson filter, Paging paging) {
  private static final long LONGEST_SECONDS = 2;
  private static final int TOKEN_VALUES = 2;

  Mono<EntityPage> run(MongoCollection<Document> collection) {
    return Flux.from(
            collection
                .find(after())
                .projection(Projections.exclude(Hidden.OUTBOX, Hidden.HELD))
                .sort(Sorts.ascending(Hidden.SORT_KEY, "_id"))
                .limit(paging.size() + 1)
                .maxTime(LONGEST_SECONDS, TimeUnit.SECONDS))
        .map(document -> Stored.entity(kind, document))
        .collectList()
        .map(this::page)
        .onErrorMap(
            MongoExecutionTimeoutException.class,
            e ->
                new ApiException(
                    Code.INVALID_ARGUMENT,
                    "Expected a narrower search, but this one took longer than "
                        + LONGEST_SECONDS
                        + " s."));
  }

  private Bson after() {
    if (paging.token().isEmpty()) {
      return filter;
    }
    List<String> last = paging.token().get().after();
    if (last.size() != TOKEN_VALUES) {
      throw new ApiException(
          Code.INVALID_ARGUMENT, "Expected pageToken to be of this list, but it was of another.");
    }
    String name = last.get(0);
    String id = last.get(1);
    return and(
        filter,
        gte(Hidden.SORT_KEY, name),
        or(gt(Hidden.SORT_KEY, name), and(eq(Hidden.SORT_KEY, name), gt("_id", id))));
  }

  private EntityPage page(List<Entity> rows) {
    if (rows.size() <= paging.size()) {
      return new EntityPage(rows, "");
    }
    Entity last = rows.get(paging.size() - 1);
    return new EntityPage(
        rows.subList(0, paging.size()),
        PageToken.of(last.text(Hidden.SORT_KEY), last.id()).encode());
  }
}
