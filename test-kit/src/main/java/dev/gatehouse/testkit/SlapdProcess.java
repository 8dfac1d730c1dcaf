package dev.gatehouse.testkit;

import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** OpenLDAP's server as a child process, where it is installed. */
final class SlapdProcess implements LdapProcess {
  private final ChildProcess child;

  private SlapdProcess(ChildProcess child) {
    this.child = child;
  }

  /** The program, which Debian keeps out of a user's PATH. */
  static Optional<Path> executable() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.concat(Stream.of(path.split(":", -1)), Stream.of("/usr/sbin", "/usr/libexec"))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "slapd"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static SlapdProcess start(Path executable, TestDirectory.Setup setup) {
    Path directory = setup.directory();
    try {
      Path data = directory.resolve("data");
      Path config = directory.resolve("slapd.conf");
      boolean first = !Files.exists(data);
      Files.createDirectories(data);
      AtomicFile.write(config, configuration(setup, data));
      AtomicFile.write(directory.resolve("seed.ldif"), setup.seed());
      if (first) {
        // The same program under another name; "-T a" makes it slapadd.
        run(
            directory,
            List.of(
                executable.toString(),
                "-Ta",
                "-f",
                config.toString(),
                "-l",
                directory.resolve("seed.ldif").toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ChildProcess child =
        ChildProcess.start(
            "slapd",
            directory.resolve("slapd.pid"),
            directory.resolve("slapd.log"),
            List.of(
                executable.toString(),
                "-f",
                directory.resolve("slapd.conf").toString(),
                "-h",
                "ldap://127.0.0.1:" + setup.port(),
                "-d",
                "0"));
    child.awaitReady(Duration.ofSeconds(60), () -> Ports.accepts(setup.port()));
    return new SlapdProcess(child);
  }

  private static void run(Path directory, List<String> command) {
    try (ChildProcess process =
        ChildProcess.start(
            "slapadd", directory.resolve("slapd.pid"), directory.resolve("slapd.log"), command)) {
      int code = process.onExit().join().exitValue();
      if (code != 0) {
        throw new IllegalStateException(
            "slapadd ended with code " + code + "; see " + directory.resolve("slapd.log"));
      }
    }
  }

  private static String configuration(TestDirectory.Setup setup, Path data) {
    return """
    include /etc/ldap/schema/core.schema
    include /etc/ldap/schema/cosine.schema
    include /etc/ldap/schema/inetorgperson.schema
    modulepath /usr/lib/ldap
    moduleload back_mdb
    database mdb
    suffix "%s"
    rootdn "%s"
    rootpw %s
    directory %s
    """
        .formatted(TestDirectory.BASE_DN, TestDirectory.BIND_DN, setup.password(), data);
  }

  @Override
  public void kill() {
    child.kill();
  }

  @Override
  public void close() {
    child.close();
  }
}
