package dev.gatehouse.policy.cancel;

import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.runtime.outbox.RecordSender;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.schemas.CatalogEvent;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Closes open requests for what is no longer there: for a person who was deleted, and for an
 * entitlement or an app that was. The tasks are found page by page and each gets a command, whose
 * id is made of the event and the task: an event that is read again does nothing new.
 */
public final class AutomaticCancels {
  private static final int PAGE = 200;

  private final TaskStore tasks;
  private final CommandCodec codec;
  private final RecordSender sender;
  private final String service;
  private final Clock clock;

  /** Gives its commands in the name of this service. */
  public AutomaticCancels(
      TaskStore tasks, CommandCodec codec, RecordSender sender, String service, Clock clock) {
    this.tasks = tasks;
    this.codec = codec;
    this.sender = sender;
    this.service = service;
    this.clock = clock;
  }

  /**
   * Does what a change of the catalogue asks for; answers to how many tasks commands were sent.
   *
   * @throws java.util.concurrent.CompletionException if the broker does not take a command
   * @throws dev.gatehouse.runtime.DependencyDownException if the database does not answer
   */
  public int handle(CatalogEvent event) {
    return Gone.of(event).map(gone -> cancel(event, gone)).orElse(0);
  }

  private int cancel(CatalogEvent event, Gone gone) {
    int sent = 0;
    String after = "";
    List<TaskId> page;
    do {
      page = tasks.findOpenGrantTasks(gone.grants(), after, PAGE);
      CompletableFuture.allOf(
              page.stream()
                  .map(task -> send(event, task, gone.comment()))
                  .toArray(CompletableFuture<?>[]::new))
          .join();
      sent += page.size();
      after = page.isEmpty() ? after : page.getLast().value();
    } while (page.size() == PAGE);
    return sent;
  }

  private CompletableFuture<?> send(CatalogEvent event, TaskId task, String comment) {
    SignedRecord record =
        codec.encode(
            CommandEnvelope.ofService(
                service,
                new CommandId(DerivedId.of("catalog-cancel", event.getEventId(), task.value())),
                task,
                clock.instant(),
                new Command.Close(comment)));
    return sender.send(OutboundRecord.of(record));
  }
}
