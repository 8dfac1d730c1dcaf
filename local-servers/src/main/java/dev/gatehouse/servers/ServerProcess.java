package dev.gatehouse.servers;

import java.util.concurrent.CompletableFuture;

/** A server that runs as a process of its own and can be watched, ended and started again. */
public interface ServerProcess extends AutoCloseable {
  /** Where it accepts connections on this machine. */
  int port();

  long pid();

  boolean isAlive();

  /** Completes when it has ended. */
  CompletableFuture<Process> onExit();

  /** Ends it at once, as a crash would. */
  void kill();

  /** Asks it to end and waits for that. */
  @Override
  void close();
}
