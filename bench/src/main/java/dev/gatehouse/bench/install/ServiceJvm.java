package dev.gatehouse.bench.install;

import dev.gatehouse.servers.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** One JVM of Gatehouse, and when it is ready. */
public final class ServiceJvm implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(ANSWER_LIMIT).build();

  private final ChildProcess child;
  private final int port;

  private ServiceJvm(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
  }

  /** Starts it; {@link #awaitReady} waits for it. */
  public static ServiceJvm start(String name, Path folder, int port, List<String> command) {
    return new ServiceJvm(
        ChildProcess.start(
            name, folder.resolve(name + ".pid"), folder.resolve(name + ".log"), command),
        port);
  }

  public void awaitReady() {
    awaitReady(() -> true);
  }

  /** Waits until it says so itself and something else holds too. */
  void awaitReady(BooleanSupplier also) {
    child.awaitReady(START_LIMIT, () -> isReady() && also.getAsBoolean());
  }

  /** Whether it says that it is ready. */
  public boolean isReady() {
    URI page = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try {
      HttpRequest request = HttpRequest.newBuilder(page).timeout(ANSWER_LIMIT).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public long pid() {
    return child.pid();
  }

  public boolean isAlive() {
    return child.isAlive();
  }

  /** Completes when the process has ended. */
  public CompletableFuture<Process> onExit() {
    return child.onExit();
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }
}
