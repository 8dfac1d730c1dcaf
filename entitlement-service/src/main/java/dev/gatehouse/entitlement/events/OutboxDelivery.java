package dev.gatehouse.entitlement.events;

import dev.gatehouse.entitlement.events.Unsent.Source;
import dev.gatehouse.runtime.outbox.OutboxPublisher.Published;
import dev.gatehouse.runtime.outbox.SendFailedException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what documents have to publish, and only then takes it out of them. */
final class OutboxDelivery {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxDelivery.class);

  private final Outbox outbox;
  private final OutboxSender sender;
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

  /** Delivers documents of one collection, each as far as it goes. */
  Published<Source> deliver(String collection, List<Unsent> documents) {
    Published<Source> published = sender.send(documents);
    outbox.clear(published.acknowledged(), collection);
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

  private static String first(Published<Source> published) {
    return published.failed().values().stream()
        .filter(failure -> !failure.permanent())
        .findFirst()
        .map(SendFailedException::getMessage)
        .orElse("");
  }
}
