package dev.gatehouse.servers;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A {@link DirectoryServer} as a child process. Its entries outlive it. */
public final class DirectoryProcess implements ServerProcess {
  private static final String NAME = "the LDAP directory";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final ChildProcess child;
  private final int port;

  private DirectoryProcess(ChildProcess child, int port) {
    this.child = child;
    this.port = port;
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
    Path directory = settings.directory();
    try {
      Files.createDirectories(directory);
      AtomicFile.write(directory.resolve("seed.ldif"), settings.seed());
    } catch (IOException e) {
      throw new ServerException(
          "Expected to use %s as the directory of the LDAP server, but %s.".formatted(directory, e),
          e);
    }
    ChildProcess.stopLeftover(directory.resolve("directory.pid"));
    int port = settings.port() == 0 ? Ports.free() : settings.port();
    Ports.expectFree(port, NAME);
    ChildProcess child =
        ChildProcess.start(
            NAME,
            directory.resolve("directory.pid"),
            directory.resolve("directory.log"),
            command(settings, port));
    child.awaitReady(START_LIMIT, () -> Ports.accepts(port));
    return new DirectoryProcess(child, port);
  }

  private static List<String> command(Settings settings, int port) {
    Path directory = settings.directory();
    List<String> command =
        new ArrayList<>(
            JavaCommand.of(
                64,
                JavaCommand.classPathOf(DirectoryServer.class, InMemoryDirectoryServer.class),
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")));
    command.add(DirectoryServer.class.getName());
    command.add(Integer.toString(port));
    command.add(directory.resolve("entries.ldif").toString());
    command.add(directory.resolve("seed.ldif").toString());
    command.add(settings.baseDn());
    command.add(settings.bindDn());
    command.add(settings.passwordFile().toString());
    return command;
  }

  @Override
  public int port() {
    return port;
  }

  /** The address for clients. */
  public String url() {
    return "ldap://127.0.0.1:" + port;
  }

  @Override
  public boolean isAlive() {
    return child.isAlive();
  }

  @Override
  public long pid() {
    return child.pid();
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return child.onExit();
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
