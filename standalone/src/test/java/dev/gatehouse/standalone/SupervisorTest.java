package dev.gatehouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.servers.ServerException;
import dev.gatehouse.servers.ServerProcess;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SupervisorTest {
  private final BlockingQueue<FakeServer> started = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> givenUp = new LinkedBlockingQueue<>();
  private final MovedClock clock = new MovedClock();

  @Test
  void shouldStartAServerThatDiedOnTheSamePort() throws Exception {
    try (Supervisor<FakeServer> supervisor = supervisor(false)) {
      supervisor.start(4711);
      next().kill();
      assertThat(next().port()).isEqualTo(4711);
      assertThat(givenUp).isEmpty();
    }
  }

  @Test
  void shouldGiveUpAfterThreeTriesInAMinute() throws Exception {
    try (Supervisor<FakeServer> supervisor = supervisor(false)) {
      supervisor.start(1);
      for (int death = 0; death < 4; death++) {
        next().kill();
      }
      assertThat(givenUp.poll(20, TimeUnit.SECONDS))
          .isEqualTo(
              "Expected the server to run, but three new starts in a minute did not help: it ended"
                  + " again and again");
      assertThat(started).isEmpty();
    }
  }

  @Test
  void shouldForgetTriesOfEarlierMinutes() throws Exception {
    try (Supervisor<FakeServer> supervisor = supervisor(false)) {
      supervisor.start(1);
      for (int death = 0; death < 6; death++) {
        FakeServer server = next();
        clock.now = clock.now.plusSeconds(25);
        server.kill();
      }
      next();
      assertThat(givenUp).isEmpty();
    }
  }

  @Test
  void shouldGiveTheReasonWhyItCannotStart() throws Exception {
    try (Supervisor<FakeServer> supervisor = supervisor(true)) {
      supervisor.start(1);
      next().kill();
      assertThat(givenUp.poll(20, TimeUnit.SECONDS)).endsWith("did not help: The disk is full.");
    }
  }

  @Test
  void shouldLeaveAServerThatIsToEndAlone() throws Exception {
    Supervisor<FakeServer> supervisor = supervisor(false);
    supervisor.start(1);
    supervisor.close();
    assertThat(next().onExit()).isDone();
    assertThat(started.poll(100, TimeUnit.MILLISECONDS)).isNull();
    assertThat(givenUp).isEmpty();
  }

  private Supervisor<FakeServer> supervisor(boolean onlyOnce) {
    return new Supervisor<>(
        "The server",
        port -> {
          if (onlyOnce && clock.started++ > 0) {
            throw new ServerException("The disk is full.");
          }
          FakeServer server = new FakeServer(port);
          started.add(server);
          return server;
        },
        clock,
        _ -> {},
        givenUp::add);
  }

  private FakeServer next() throws InterruptedException {
    FakeServer server = started.poll(20, TimeUnit.SECONDS);
    assertThat(server).isNotNull();
    return server;
  }

  private static final class MovedClock extends Clock {
    private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private int started;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }

  private record FakeServer(int port, CompletableFuture<Process> onExit) implements ServerProcess {
    FakeServer(int port) {
      this(port, new CompletableFuture<>());
    }

    @Override
    public long pid() {
      return 1;
    }

    @Override
    public boolean isAlive() {
      return !onExit.isDone();
    }

    @Override
    public void kill() {
      onExit.complete(null);
    }

    @Override
    public void close() {
      kill();
    }
  }
}
