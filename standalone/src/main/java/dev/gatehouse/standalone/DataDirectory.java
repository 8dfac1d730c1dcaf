package dev.gatehouse.standalone;

import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.Folders;
import dev.gatehouse.servers.Reason;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one directory with everything that outlives a run. One process at a time may use it: the lock
 * goes with the process, however that ends.
 */
final class DataDirectory implements AutoCloseable {
  private static final String MARKER = "gatehouse.layout";
  private static final String LAYOUT = "1";
  private static final String LOCK = "gatehouse.lock";

  private final Path root;
  private final @Nullable FileChannel lock;

  private DataDirectory(Path root, @Nullable FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes the directory for this process; makes it if it is not there. */
  static DataDirectory open(Path path, boolean fresh) {
    Path root = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      expectOurs(root);
      FileChannel lock = lock(root);
      try {
        // What a killed Gatehouse left running would hold its ports and write to its files.
        ChildProcess.stopLeftovers(root);
        if (fresh) {
          clear(root);
        }
        AtomicFile.write(root.resolve(MARKER), LAYOUT + "\n");
        return new DataDirectory(root, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new ServerException(
          "Expected to use %s as the data directory, but %s.".formatted(root, Reason.of(e, root)),
          e);
    }
  }

  /** For a look from outside, beside the process that uses it. */
  static DataDirectory existing(Path path) {
    Path root = path.toAbsolutePath().normalize();
    if (!Files.exists(root.resolve(MARKER))) {
      throw new ServerException(
          "Expected %s to be a data directory of Gatehouse, but it is none; gatehouse up makes one, and --data names another."
              .formatted(root));
    }
    return new DataDirectory(root, null);
  }

  private static void expectOurs(Path root) throws IOException {
    Path marker = root.resolve(MARKER);
    if (Files.exists(marker)) {
      String layout = Files.readString(marker).strip();
      if (!layout.equals(LAYOUT)) {
        throw new ServerException(
            "Expected %s to have the layout %s, but it has \"%s\": it is damaged or of another version; restore it, or begin with --data NEW."
                .formatted(root, LAYOUT, layout.length() > 20 ? "..." : layout));
      }
      return;
    }
    try (Stream<Path> entries = Files.list(root)) {
      // The lock of a first start that was killed before it could write the marker is ours.
      if (entries.anyMatch(entry -> !entry.getFileName().toString().startsWith("gatehouse."))) {
        throw new ServerException(
            "Expected %s to be empty or a data directory of Gatehouse, but it holds other files and no %s."
                .formatted(root, MARKER));
      }
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock(Long.MAX_VALUE - 1, 1, false);
      if (lock != null) {
        channel.truncate(0);
        String pid = ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the sentence below says it.
    }
    channel.close();
    throw new ServerException(
        "Expected nobody else to use %s, but another Gatehouse (process %s) runs on it."
            .formatted(root, Files.readString(root.resolve(LOCK)).strip()));
  }

  /** Deletes all but the lock and the marker, so a clearing that was killed can be done again. */
  private static void clear(Path root) throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(root)) {
      entries = all.filter(entry -> !entry.endsWith(LOCK) && !entry.endsWith(MARKER)).toList();
    }
    for (Path entry : entries) {
      Folders.delete(entry);
    }
  }

  Path root() {
    return root;
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  @Override
  public void close() {
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new ServerException("Expected to release %s, but %s.".formatted(root, e), e);
      }
    }
  }
}
