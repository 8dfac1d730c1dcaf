package dev.gatehouse.bench.install;

import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the services are spread over processes. */
public enum Layout {
  /** Each of the four services in a JVM of its own. */
  SERVICES {
    @Override
    public Installation start(Path folder, JvmOptions options) {
      return FourServices.start(folder, options);
    }
  },
  /** All four in one JVM, as {@code gatehouse up} starts them. */
  STANDALONE {
    @Override
    public Installation start(Path folder, JvmOptions options) {
      return OneProcess.start(folder, options);
    }
  };

  /** Starts an empty Gatehouse that keeps everything in the folder, and waits until it serves. */
  public abstract Installation start(Path folder, JvmOptions options);

  /** The name on the command line. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The layout with this name. */
  public static Layout of(String name) {
    return Arrays.stream(values())
        .filter(layout -> layout.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ServerException(
                    "Expected --layout to be one of %s, but it was %s."
                        .formatted(
                            Arrays.stream(values())
                                .map(Layout::label)
                                .collect(Collectors.joining(", ")),
                            name)));
  }
}
