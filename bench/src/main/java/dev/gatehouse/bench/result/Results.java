package dev.gatehouse.bench.result;

import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.Reason;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A folder with one JSON file for each cell that has been measured. */
public final class Results {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path folder;

  private Results(Path folder) {
    this.folder = folder;
  }

  /** The results in a folder, which is made if it is missing. */
  public static Results in(Path folder) {
    try {
      return new Results(Files.createDirectories(folder));
    } catch (IOException e) {
      throw new ServerException(
          "Expected to write to %s, but %s.".formatted(folder, Reason.of(e, folder)), e);
    }
  }

  /** What was kept under the name, if anything was. */
  public <T> Optional<T> find(String name, Class<T> type) {
    Path file = file(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), type));
    } catch (IOException | JacksonException e) {
      throw new ServerException(
          "Expected a result of an earlier run in %s, but it cannot be read; delete it to measure it again."
              .formatted(file),
          e);
    }
  }

  /** All that was kept under names that begin so, in the order of the names. */
  public <T> List<T> all(String prefix, Class<T> type) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix) && name.endsWith(".json"))
          .sorted()
          .flatMap(name -> find(name.substring(0, name.length() - 5), type).stream())
          .toList();
    } catch (IOException e) {
      throw new ServerException(
          "Expected to read %s, but %s.".formatted(folder, Reason.of(e, folder)), e);
    }
  }

  public void keep(String name, Object result) {
    Path file = file(name);
    try {
      AtomicFile.write(file, JSON.writeValueAsString(result) + "\n");
    } catch (IOException e) {
      throw new ServerException(
          "Expected to write %s, but %s.".formatted(file, Reason.of(e, file)), e);
    }
  }

  private Path file(String name) {
    return folder.resolve(name + ".json");
  }

  public Path folder() {
    return folder;
  }
}
