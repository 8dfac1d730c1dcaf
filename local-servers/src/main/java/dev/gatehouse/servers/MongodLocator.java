package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Finds a mongod that runs on this machine: on the PATH, in the cache folder, or by a download into
 * the cache folder, which happens once. Each try is told in one line.
 */
public final class MongodLocator {
  /** One lock for the threads of this JVM, since a file lock is held by the whole JVM. */
  private static final ReentrantLock DOWNLOADS = new ReentrantLock();

  private final Consumer<String> progress;
  private final String otherwise;
  private final Path cache;
  private final String searchPath;
  private final List<MongodDownload> downloads;

  /**
   * Looks where everybody looks: PATH, {@code ~/.cache/gatehouse}, the vendor, the Python package.
   */
  public MongodLocator(Consumer<String> progress) {
    this(progress, "");
  }

  /**
   * Looks in the same places.
   *
   * @param otherwise what helps too where there is none, such as {@code set THIS_VARIABLE}
   */
  public MongodLocator(Consumer<String> progress, String otherwise) {
    this(
        progress,
        otherwise,
        defaultCache(),
        System.getenv().getOrDefault("PATH", ""),
        List.of(new VendorDownload(), new PythonPackageDownload()));
  }

  MongodLocator(
      Consumer<String> progress,
      String otherwise,
      Path cache,
      String searchPath,
      List<MongodDownload> downloads) {
    this.progress = progress;
    this.otherwise = otherwise;
    this.cache = cache;
    this.searchPath = searchPath;
    this.downloads = downloads;
  }

  private static Path defaultCache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("gatehouse");
  }

  /** The executable; throws a {@link ServerException} that says what was tried if there is none. */
  public Path locate() {
    List<String> tried = new ArrayList<>();
    for (String folder : searchPath.split(java.io.File.pathSeparator, -1)) {
      Path candidate = Path.of(folder, "mongod");
      if (!folder.isBlank() && Files.isExecutable(candidate)) {
        if (runs(candidate, tried)) {
          progress.accept("MongoDB: using " + candidate + " from the PATH");
          return candidate;
        }
      }
    }
    progress.accept("MongoDB: no mongod on the PATH");
    return fromCache(tried);
  }

  private Path fromCache(List<String> tried) {
    Path executable = cache.resolve("mongod");
    DOWNLOADS.lock();
    try {
      Files.createDirectories(cache);
      try (FileChannel channel =
              FileChannel.open(
                  cache.resolve("mongod.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        if (Files.isExecutable(executable) && runs(executable, tried)) {
          progress.accept("MongoDB: using " + executable + " from the cache");
          return executable;
        }
        progress.accept("MongoDB: none in the cache folder " + cache);
        return download(executable, tried);
      }
    } catch (IOException e) {
      throw new ServerException(
          "Expected to keep MongoDB in %s, but %s.".formatted(cache, Reason.of(e, cache)), e);
    } finally {
      DOWNLOADS.unlock();
    }
  }

  private Path download(Path executable, List<String> tried) throws IOException {
    for (MongodDownload download : downloads) {
      progress.accept("MongoDB: trying " + download.description());
      Path work = Files.createTempDirectory(cache, "download");
      try {
        Path found = download.fetch(work);
        Files.setPosixFilePermissions(
            found, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        if (runs(found, tried)) {
          Files.move(
              found,
              executable,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
          progress.accept("MongoDB: kept as " + executable);
          return executable;
        }
      } catch (IOException e) {
        String reason = download.description() + ": " + e.getMessage();
        tried.add(reason);
        progress.accept("MongoDB: not had from " + reason);
      } finally {
        Folders.delete(work);
      }
    }
    throw new ServerException(
        "Expected a MongoDB to run on, but there is none: put mongod on the PATH%s (%s)."
            .formatted(otherwise.isEmpty() ? "" : ", or " + otherwise, String.join("; ", tried)));
  }

  /** A mongod for another system, or one that lacks a library, is none. */
  private boolean runs(Path mongod, List<String> tried) {
    try {
      Commands.run(mongod.toAbsolutePath().toString(), "--version");
      return true;
    } catch (IOException e) {
      tried.add(mongod + " does not run: " + e.getMessage());
      progress.accept("MongoDB: " + mongod + " does not run here: " + e.getMessage());
      return false;
    }
  }
}
