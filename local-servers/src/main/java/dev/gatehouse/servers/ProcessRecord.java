package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who a child process is, in a file of the data directory. A pid alone may have been given to
 * another program since; pid and start time together name one process.
 */
public record ProcessRecord(long pid, Instant startedAt) {
  /** The system rounds start times, and its boot clock is corrected now and then. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(3);

  /** The record of this process. */
  public static ProcessRecord of(ProcessHandle process) {
    return new ProcessRecord(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
  }

  /** Keeps it in the file. */
  public void write(Path file) throws IOException {
    AtomicFile.write(file, pid + " " + startedAt + "\n");
  }

  /** The record in the file; empty if there is none that can be read. */
  public static Optional<ProcessRecord> read(Path file) {
    try {
      String[] words = Files.readString(file).strip().split(" ", -1);
      return Optional.of(new ProcessRecord(Long.parseLong(words[0]), Instant.parse(words[1])));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The process, if it still runs. */
  public Optional<ProcessHandle> running() {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::startedThen);
  }

  private boolean startedThen(ProcessHandle process) {
    Instant start = process.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(startedAt, start).abs().compareTo(CLOCK_SLACK) <= 0;
  }

  /**
   * Ends the process that the file names, if it still runs: what a killed parent left behind.
   *
   * @return whether there was one
   */
  static boolean stopLeftover(Path file, Duration patience) {
    Optional<ProcessHandle> leftover = read(file).flatMap(ProcessRecord::running);
    leftover.ifPresent(process -> stop(process, patience));
    return leftover.isPresent();
  }

  static void stop(ProcessHandle process, Duration patience) {
    process.destroy();
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
