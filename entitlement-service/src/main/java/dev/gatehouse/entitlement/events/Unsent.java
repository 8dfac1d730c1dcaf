package dev.gatehouse.entitlement.events;

import java.util.List;
import org.bson.Document;

/** A document with something to publish, oldest first. */
record Unsent(Source source, List<Document> entries) {
  Unsent {
    entries = List.copyOf(entries);
  }

  /** Where it stands. */
  record Source(String collection, String id) {}
}
