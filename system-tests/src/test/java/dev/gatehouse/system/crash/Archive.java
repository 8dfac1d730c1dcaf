package dev.gatehouse.system.crash;

import dev.gatehouse.bench.install.JvmOptions;
import dev.gatehouse.bench.install.ServicesJvm;
import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.ServerException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The classes of all services in the form in which a JVM takes them in quickly: made once for a
 * build, by a run that starts them and ends, and kept in the folder {@code target}. A service
 * starts many times here.
 */
final class Archive {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String ALL =
      "task-api=0,policy-worker=0,provisioning-worker=0,entitlement-service=0";

  private Archive() {}

  /** The archive for this class path; empty if there can be none, as with classes in folders. */
  static Optional<Path> of(
      JvmOptions options, int heapMegabytes, List<String> settings, Path folder) {
    String[] entries = options.classPath().split(File.pathSeparator, -1);
    if (Stream.of(entries).anyMatch(entry -> Files.isDirectory(Path.of(entry)))) {
      return Optional.empty();
    }
    Path target = Path.of("target", "crash");
    Path archive = target.resolve("services-%08x.aot".formatted(identity(entries)));
    if (Files.exists(archive)) {
      return Optional.of(archive);
    }
    try {
      Files.createDirectories(target);
      deleteOthers(target);
      Path part = target.resolve("services-%d.part".formatted(ProcessHandle.current().pid()));
      train(options, heapMegabytes, settings, folder, part);
      Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
      return Optional.of(archive);
    } catch (IOException | ServerException e) {
      Progress.tell("no archive of the classes, so every start takes longer: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static void train(
      JvmOptions options, int heapMegabytes, List<String> settings, Path folder, Path archive) {
    Progress.tell("making the archive of the services' classes");
    List<String> command =
        new ArrayList<>(
            options.command(
                heapMegabytes,
                List.of("-XX:AOTCacheOutput=" + archive, "-D" + ServicesJvm.TRAINING + "=true"),
                ServicesJvm.class.getName()));
    command.add(ALL);
    command.addAll(settings);
    try (ChildProcess training =
        ChildProcess.start(
            "the run that makes the archive of classes",
            folder.resolve("training.pid"),
            folder.resolve("training.log"),
            command)) {
      training.awaitReady(LIMIT, () -> Files.exists(archive) && !training.isAlive());
    }
  }

  private static void deleteOthers(Path target) throws IOException {
    try (Stream<Path> files = Files.list(target)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".aot")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static int identity(String... entries) {
    int identity = Runtime.version().hashCode();
    for (String entry : entries) {
      Path path = Path.of(entry);
      try {
        identity =
            31 * identity
                + (path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path))
                    .hashCode();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return identity;
  }
}
