package dev.gatehouse.servers;

import java.util.concurrent.CompletableFuture;

/** What is the same about every server that is a child of this JVM and listens on one port. */
abstract class ChildServer implements ServerProcess {
  private final ChildProcess child;
  private final int port;

  ChildServer(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final boolean isAlive() {
    return child.isAlive();
  }

  @Override
  public final long pid() {
    return child.pid();
  }

  @Override
  public final CompletableFuture<Process> onExit() {
    return child.onExit();
  }

  @Override
  public final void kill() {
    child.kill();
  }

  @Override
  public final void close() {
    child.close();
  }
}
