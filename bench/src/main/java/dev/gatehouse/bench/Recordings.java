package dev.gatehouse.bench;

import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Flight recordings of services while a cell is measured. */
final class Recordings {
  private static final String NAME = "bench";

  private final Map<String, Long> services;

  private Recordings(Map<String, Long> services) {
    this.services = services;
  }

  /** Begins to record these services; each goes to a file beside the results. */
  static Recordings start(List<String> names, Installation installation, Path folder, String cell) {
    Map<String, Long> services = new TreeMap<>();
    for (String name : names) {
      Long pid = installation.processes().get(name);
      if (pid == null) {
        throw new ServerException(
            "Expected --jfr to name one of %s, but it named %s."
                .formatted(installation.processes().keySet(), name));
      }
      services.put(name, pid);
      Path file = folder.resolve(cell + "-" + name + ".jfr").toAbsolutePath();
      control(pid, "JFR.start", "name=" + NAME, "settings=profile", "filename=" + file);
    }
    return new Recordings(services);
  }

  void stop() {
    services.values().forEach(pid -> control(pid, "JFR.stop", "name=" + NAME));
  }

  private static void control(long pid, String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid));
    command.addAll(List.of(words));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor() != 0) {
        throw new ServerException(
            "Expected %s to be recorded, but jcmd ended with code %d."
                .formatted(pid, process.exitValue()));
      }
    } catch (IOException e) {
      throw new ServerException("Expected jcmd to run, but %s.".formatted(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected jcmd to end, but was interrupted.", e);
    }
  }
}
