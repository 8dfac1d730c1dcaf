package dev.gatehouse.runtime.outbox;

import java.util.concurrent.CompletableFuture;

/** Sends records to topics. */
public interface RecordSender {

  /**
   * Sends a record. The future ends when every replica that counts has it, or with a {@link
   * SendFailedException}.
   */
  CompletableFuture<Void> send(OutboundRecord record);
}
