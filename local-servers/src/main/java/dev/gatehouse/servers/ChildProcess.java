package dev.gatehouse.servers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * A server that runs as a child of this JVM: its output goes to a file, its {@link ProcessRecord}
 * lies beside it, and what an earlier, killed parent left running is stopped before it starts.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final long LARGEST_LOG = 16L << 20;

  private final String name;
  private final Path log;
  private final long logStart;
  private final Process process;

  private ChildProcess(String name, Path log, long logStart, Process process) {
    this.name = name;
    this.log = log;
    this.logStart = logStart;
    this.process = process;
  }

  /**
   * Starts the command.
   *
   * @param name for messages, such as "the Kafka broker"
   * @param record the file that remembers the process
   * @param log the file that takes its output
   */
  public static ChildProcess start(String name, Path record, Path log, List<String> command) {
    try {
      rotate(log);
      // What earlier runs said is not what this one dies of.
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      Process process =
          new ProcessBuilder(command)
              .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .start();
      ProcessRecord.of(process.toHandle()).write(record);
      return new ChildProcess(name, log, logStart, process);
    } catch (IOException e) {
      throw new ServerException(
          "Expected to start %s with %s, but %s.".formatted(name, command.getFirst(), e), e);
    }
  }

  /** Ends the process named by the record, if a killed parent left it running. */
  public static boolean stopLeftover(Path record) {
    return ProcessRecord.stopLeftover(record, STOP_PATIENCE);
  }

  /**
   * Ends all processes that are named by records in the folders of this folder, at once, since each
   * takes its time to end.
   */
  public static void stopLeftovers(Path folder) {
    List<Path> records = new ArrayList<>();
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path home : homes) {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(home, "*.pid")) {
          found.forEach(records::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new ServerException(
          "Expected to look for servers that a killed Gatehouse left in %s, but %s."
              .formatted(
                  folder, e instanceof IOException io ? Reason.of(io, folder) : e.getMessage()),
          e);
    }
    records.parallelStream().forEach(ChildProcess::stopLeftover);
  }

  private static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Waits until the server answers; fails as soon as it has ended, or when the time is over. */
  public void awaitReady(Duration limit, BooleanSupplier ready) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      // Asked in this order, since it may get ready and end, as a formatter does.
      boolean alive = process.isAlive();
      if (ready.getAsBoolean()) {
        return;
      }
      if (!alive) {
        throw new ServerException(
            "Expected %s to start, but it ended with code %d; its log %s says: %s"
                .formatted(name, process.exitValue(), log, LastWords.in(log, logStart)));
      }
      if (System.nanoTime() > deadline) {
        close();
        throw new ServerException(
            "Expected %s to answer within %d s, but it did not; its log is %s."
                .formatted(name, limit.toSeconds(), log));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected to wait for a server, but was interrupted.", e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Completes when the process has ended. */
  public CompletableFuture<Process> onExit() {
    return process.onExit();
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks it to end and waits for that. */
  @Override
  public void close() {
    ProcessRecord.stop(process.toHandle(), STOP_PATIENCE);
  }
}
