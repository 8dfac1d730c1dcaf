package dev.gatehouse.servers;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@link DirectoryServer} as a child process. Its entries outlive it. */
public final class DirectoryProcess extends ChildServer {
  private static final String NAME = "the LDAP directory";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private DirectoryProcess(ChildProcess child, int port) {
    super(child, port);
  }

  /**
   * Where and how the directory runs.
   *
   * @param directory holds its entries, its log and its process record
   * @param port 0 takes a free one
   * @param seed LDIF text of the first start, the base entry included
   * @param baseDn the root of all entries
   * @param bindDn who may read and change them
   * @param passwordFile holds the password of that one
   */
  public record Settings(
      Path directory, int port, String seed, String baseDn, String bindDn, Path passwordFile) {}

  /** Starts the directory and waits until it accepts connections. */
  public static DirectoryProcess start(Settings settings) {
    ServerHome home = ServerHome.open(NAME, settings.directory(), "directory");
    try {
      AtomicFile.write(home.resolve("seed.ldif"), settings.seed());
    } catch (IOException e) {
      throw home.unusable(e);
    }
    int port = home.claimPort(settings.port());
    ChildProcess child = home.start(command(settings, port));
    child.awaitReady(START_LIMIT, () -> Ports.accepts(port));
    return new DirectoryProcess(child, port);
  }

  private static List<String> command(Settings settings, int port) {
    Path directory = settings.directory();
    return new JavaCommand(
            64,
            JavaCommand.classPathOf(DirectoryServer.class, InMemoryDirectoryServer.class),
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
        .running(
            DirectoryServer.class.getName(),
            Integer.toString(port),
            directory.resolve("entries.ldif").toString(),
            directory.resolve("seed.ldif").toString(),
            settings.baseDn(),
            settings.bindDn(),
            settings.passwordFile().toString());
  }

  /** The address for clients. */
  public String url() {
    return "ldap://127.0.0.1:" + port();
  }
}
