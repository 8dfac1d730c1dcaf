package dev.gatehouse.entitlement.appuser;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.EntityKind;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the field {@code userCount} of apps. Accounts come and go by import only, so they are
 * counted at the end of each.
 */
@Component
public class AppUserCounts {
  private static final String COUNT = "userCount";

  private final MongoDatabase database;

  AppUserCounts(MongoDatabase database) {
    this.database = database;
  }

  /** Counts the accounts of all apps; writes only to apps whose count has changed. */
  public Mono<Void> refresh() {
    return Flux.from(
            database
                .getCollection(EntityKind.APP_USER.collection())
                .aggregate(
                    List.of(
                        Aggregates.match(eq("deletedAt", null)),
                        Aggregates.group("$appId", Accumulators.sum("n", 1L)))))
        .collectList()
        .flatMap(this::write);
  }

  private Mono<Void> write(List<Document> counts) {
    MongoCollection<Document> apps = database.getCollection(EntityKind.APP.collection());
    List<WriteModel<Document>> writes = new ArrayList<>();
    for (Document each : counts) {
      String count = String.valueOf(each.getLong("n"));
      writes.add(
          new UpdateOneModel<>(
              and(eq("_id", each.getString("_id")), ne(COUNT, count)), Updates.set(COUNT, count)));
    }
    Mono<Void> counted = writes.isEmpty() ? Mono.empty() : Mono.from(apps.bulkWrite(writes)).then();
    List<String> counting = counts.stream().map(each -> each.getString("_id")).toList();
    return counted.then(
        Mono.from(apps.updateMany(and(exists(COUNT), nin("_id", counting)), Updates.unset(COUNT)))
            .then());
  }
}
