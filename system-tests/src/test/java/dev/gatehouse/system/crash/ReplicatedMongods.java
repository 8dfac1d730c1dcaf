package dev.gatehouse.system.crash;

import dev.gatehouse.servers.MongodProcess;
import dev.gatehouse.servers.Mongods;
import dev.gatehouse.testkit.FaultyLink;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A replica set, in which another one takes over. Clients find its members by themselves, past any
 * link.
 */
final class ReplicatedMongods implements Database {
  private final List<MongodProcess.Settings> settings;
  private final Mongods mongods;

  ReplicatedMongods(int count) {
    settings =
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> OneMongod.settings("crash-mongod-" + i))
            .toList();
    mongods = Mongods.start(settings);
  }

  @Override
  public int port() {
    return settings.getFirst().port();
  }

  @Override
  public String uri() {
    return mongods.uri();
  }

  @Override
  public String uriOver(FaultyLink link) {
    return uri();
  }

  @Override
  public Duration restart() {
    return mongods.takeOver();
  }

  @Override
  public void close() {
    mongods.close();
  }
}
