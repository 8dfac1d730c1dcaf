package dev.gatehouse.servers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Several mongods of this machine as one replica set: where the one that takes writes dies, another
 * one takes over.
 */
public final class Mongods implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);

  private final List<Member> members;
  private boolean closed;

  /** A member, which may be started again. */
  private static final class Member {
    private final MongodProcess.Settings settings;
    private final DirectMongod direct;
    private MongodProcess process;

    Member(MongodProcess.Settings settings) {
      this.settings = settings;
      this.process = MongodProcess.startMember(settings);
      this.direct = new DirectMongod(process.port());
    }

    void close() {
      direct.close();
      // Their data is of no use any more.
      process.kill();
    }
  }

  private Mongods(List<Member> members) {
    this.members = members;
  }

  /**
   * Starts them in new folders, and waits until one of them takes writes and the others follow it.
   *
   * @param settings each with a port of its own, under which it is known to the others
   */
  public static Mongods start(List<MongodProcess.Settings> settings) {
    List<Member> members = new ArrayList<>();
    Mongods mongods = new Mongods(members);
    try {
      settings.forEach(each -> members.add(new Member(each)));
      members.getFirst().direct.run(new Document("replSetInitiate", mongods.configuration()));
      mongods.awaitWhole();
      return mongods;
    } catch (RuntimeException e) {
      mongods.close();
      throw e;
    }
  }

  private Document configuration() {
    return new Document("_id", ReplicaSetOfOne.NAME)
        .append(
            "members",
            IntStream.range(0, members.size())
                .mapToObj(i -> new Document("_id", i).append("host", members.get(i).direct.host()))
                .toList());
  }

  /** The connection string for clients, which find out by themselves who takes writes. */
  public String uri() {
    return members.stream()
        .map(each -> each.direct.host())
        .collect(Collectors.joining(",", "mongodb://", "/?replicaSet=" + ReplicaSetOfOne.NAME));
  }

  /**
   * Kills the one that takes writes, waits until another one does, and then for the killed one,
   * which is started again, to follow it.
   *
   * @return how long nobody took writes
   */
  public synchronized Duration takeOver() {
    if (closed) {
      return Duration.ZERO;
    }
    Member old =
        primary()
            .orElseThrow(
                () -> new ServerException("Expected a mongod to take writes, but none does."));
    long begin = System.nanoTime();
    old.process.kill();
    await("another mongod to take writes", () -> primary().isPresent());
    Duration away = Duration.ofNanos(System.nanoTime() - begin);
    old.process = MongodProcess.startMember(old.settings);
    awaitWhole();
    return away;
  }

  private Optional<Member> primary() {
    return members.stream().filter(each -> each.direct.isPrimary()).findFirst();
  }

  private void awaitWhole() {
    await(
        "one mongod to take writes and the others to follow it",
        () ->
            primary().isPresent()
                && members.stream()
                    .allMatch(each -> each.direct.isPrimary() || each.direct.isSecondary()));
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new ServerException(
            "Expected %s within %d s, but that did not happen.".formatted(what, LIMIT.toSeconds()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    members.forEach(Member::close);
  }
}
