package dev.gatehouse.system.crash;

import dev.gatehouse.testkit.FaultyLink;
import java.time.Duration;

/** MongoDB, of one process or of several. */
interface Database extends AutoCloseable {
  /** Where one of its processes is. */
  int port();

  /** How it is reached. */
  String uri();

  /** How it is reached by a client with this link to {@link #port}. */
  String uriOver(FaultyLink link);

  /**
   * Kills the process that takes writes, and waits until all is as before; does nothing once it is
   * closed.
   *
   * @return how long nobody took writes
   */
  Duration restart();

  @Override
  void close();
}
