package dev.gatehouse.runtime.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;

/**
 * Numbers that are given out once. Those of tasks are taken from the database in blocks, so that
 * gaps are normal.
 */
final class Counters {
  private static final int BLOCK = 100;
  private static final String VALUE = "value";

  private final MongoCollection<Document> counters;
  private long next;
  private long end;

  Counters(MongoDatabase database) {
    this.counters = database.getCollection("counters");
  }

  synchronized long nextTaskNumber() {
    if (next == end) {
      end = add("task-number", BLOCK) + 1;
      next = end - BLOCK;
    }
    return next++;
  }

  /** 1 until somebody raises it after restoring a backup. */
  long incarnation() {
    Document counter =
        Blocking.first(
                counters.findOneAndUpdate(
                    Filters.eq("incarnation"),
                    Updates.setOnInsert(VALUE, 1L),
                    new FindOneAndUpdateOptions()
                        .upsert(true)
                        .returnDocument(ReturnDocument.AFTER)))
            .orElseThrow();
    return counter.get(VALUE, Number.class).longValue();
  }

  private long add(String name, int count) {
    Document counter =
        Blocking.first(
                counters.findOneAndUpdate(
                    Filters.eq(name),
                    Updates.inc(VALUE, (long) count),
                    new FindOneAndUpdateOptions()
                        .upsert(true)
                        .returnDocument(ReturnDocument.AFTER)))
            .orElseThrow();
    return counter.get(VALUE, Number.class).longValue();
  }
}
