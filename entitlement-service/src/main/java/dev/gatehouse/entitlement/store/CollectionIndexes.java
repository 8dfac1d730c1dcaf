package dev.gatehouse.entitlement.store;

import com.mongodb.client.model.IndexModel;
import java.util.List;

/**
 * The indexes that a feature needs on a collection. Each feature offers its own as a bean; all are
 * made at the start, before the service reports ready.
 */
public record CollectionIndexes(String collection, List<IndexModel> indexes) {
  public CollectionIndexes {
    indexes = List.copyOf(indexes);
  }

  public static CollectionIndexes of(String collection, IndexModel... indexes) {
    return new CollectionIndexes(collection, List.of(indexes));
  }
}
