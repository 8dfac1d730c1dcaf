package dev.gatehouse.bench;

import dev.gatehouse.servers.Reason;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the servers of a run keep their data and logs.
 *
 * @param results what was measured
 * @param brokerJars what the module kafka-broker collected
 */
record Folders(Path results, Path brokerJars) {
  /** An empty folder with this name. */
  Path fresh(String name) {
    Path folder = results.resolve("servers").resolve(name);
    try {
      dev.gatehouse.servers.Folders.delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new ServerException(
          "Expected to write to %s, but %s.".formatted(folder, Reason.of(e, folder)), e);
    }
  }
}
