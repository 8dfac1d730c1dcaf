package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.events.Unsent.Source;
import dev.gatehouse.runtime.outbox.OutboxPublisher.Published;
import dev.gatehouse.runtime.outbox.SendFailedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what documents have to publish, and only then takes it out of them. For the thread of the
 * publisher alone.
 */
final class OutboxDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);

  private final Outbox outbox;
  private final OutboxSender sender;
  private final DeliveredEntries delivered = new DeliveredEntries();
  private volatile boolean failing;

  OutboxDelivery(Outbox outbox, OutboxSender sender) {
    this.outbox = outbox;
    this.sender = sender;
  }

  /** Whether the broker or the registry did not answer when something was last sent. */
  boolean failing() {
    return failing;
  }

  /** Notes that not even the database answers. */
  void failed() {
    failing = true;
  }

  /**
   * Delivers documents of one collection, each as far as it goes. What is there by then is taken
   * out by {@link #clear}.
   */
  Published<Source> deliver(String collection, List<Unsent> documents) {
    Published<Source> published = sender.send(documents.stream().map(delivered::without).toList());
    delivered.add(published.acknowledged());
    if (delivered.many()) {
      clear();
    }
    boolean unanswered =
        published.failed().values().stream().anyMatch(failure -> !failure.permanent());
    if (unanswered && !failing) {
      LOG.warn("Events wait in the database: {}", first(published));
    }
    if (!documents.isEmpty()) {
      failing = unanswered;
    }
    return published;
  }

  /** Takes out all that was delivered. Who dies before delivers it once more. */
  void clear() {
    delivered.byCollection().forEach((collection, entries) -> outbox.clear(entries, collection));
    delivered.forget();
  }

  private static String first(Published<Source> published) {
    return published.failed().values().stream()
        .filter(failure -> !failure.permanent())
        .findFirst()
        .map(SendFailedException::getMessage)
        .orElse("");
  }
}
