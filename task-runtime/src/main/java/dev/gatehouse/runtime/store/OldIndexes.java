package dev.gatehouse.runtime.store;

import com.mongodb.reactivestreams.client.MongoCollection;
import java.util.List;
import org.bson.Document;

/** Indexes that earlier versions made and that nothing uses any more: they cost every write. */
public final class OldIndexes {
  private OldIndexes() {}

  /**
   * Drops those that are there, once their successors are made. A copy of the earlier version that
   * still runs is slower without them, and nothing else.
   */
  public static void drop(MongoCollection<Document> collection, List<String> old) {
    Blocking.list(collection.listIndexes()).stream()
        .map(index -> index.getString("name"))
        .filter(old::contains)
        .forEach(name -> Blocking.first(collection.dropIndex(name)));
  }
}
