package dev.gatehouse.system.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A program of this machine; a test that needs one that is not here says so and is skipped. */
record Tool(Path executable) {
  record Outcome(int code, String output) {}

  static Tool expect(String name) {
    Optional<Path> found = find(name);
    assumeTrue(
        found.isPresent(), () -> "Skipped: there is no " + name + " on the PATH or in ~/go/bin.");
    return new Tool(found.orElseThrow());
  }

  private static Optional<Path> find(String name) {
    Stream<Path> folders =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).map(Path::of);
    return Stream.concat(folders, Stream.of(Path.of(System.getProperty("user.home"), "go/bin")))
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  Outcome run(Path folder, Map<String, String> environment, String input, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(executable.toString()), Stream.of(arguments)).toList());
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      // The input is small enough for the pipe, or the program reads it before it writes.
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Outcome run(Path folder, List<String> arguments) {
    return run(folder, Map.of(), "", arguments.toArray(String[]::new));
  }
}
