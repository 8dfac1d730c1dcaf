package dev.gatehouse.testkit;

import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.Folders;
import dev.gatehouse.servers.MongodLocator;
import dev.gatehouse.servers.MongodProcess;
import dev.gatehouse.servers.ProcessRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes of this machine that live as long as the JVM, in a temporary folder of their own. What
 * a killed JVM left is stopped and deleted by the next one.
 */
final class LocalServers {
  private static final String PREFIX = "gatehouse-test-";

  private final Path folder;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private LocalServers(Path folder) {
    this.folder = folder;
  }

  /** Loaded on first use. */
  private static final class Holder {
    static final LocalServers INSTANCE = create();
  }

  static LocalServers instance() {
    return Holder.INSTANCE;
  }

  private static LocalServers create() {
    try {
      Path temp = Path.of(System.getProperty("java.io.tmpdir"));
      LeftServers.clean(temp, PREFIX);
      Path folder = Files.createTempDirectory(temp, PREFIX);
      ProcessRecord.of(ProcessHandle.current()).write(folder.resolve(LeftServers.OWNER));
      LocalServers servers = new LocalServers(folder);
      Runtime.getRuntime().addShutdownHook(new Thread(servers::stop, "stop-test-servers"));
      return servers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BrokerProcess broker() {
    return closing(
        BrokerProcess.start(new BrokerProcess.Settings(brokerJars(), folder("broker"), 0)));
  }

  MongodProcess mongod() {
    Path executable = new MongodLocator(TestServers::tell, "set GATEHOUSE_TEST_MONGODB").locate();
    return closing(
        MongodProcess.start(new MongodProcess.Settings(executable, folder("mongod"), 0)));
  }

  /** Where the build collects them; the build says where that is. */
  static Path brokerJars() {
    return Path.of(System.getProperty("gatehouse.broker.lib", "../kafka-broker/target/lib"));
  }

  Path folder(String name) {
    return folder.resolve(name);
  }

  /** Will be closed at the end of the JVM, the last one first. */
  <T extends AutoCloseable> T closing(T server) {
    synchronized (running) {
      running.push(server);
    }
    return server;
  }

  private void stop() {
    List<AutoCloseable> servers;
    synchronized (running) {
      servers = List.copyOf(running);
    }
    // At once: each takes its time to end.
    servers.parallelStream().forEach(LocalServers::stop);
    try {
      Folders.delete(folder);
    } catch (IOException e) {
      TestServers.tell("could not delete " + folder + ": " + e);
    }
  }

  private static void stop(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      TestServers.tell("could not stop " + server + ": " + e);
    }
  }

  /** Folders of JVMs that did not live to clean up. */
  private static final class LeftServers {
    static final String OWNER = "owner.pid";

    static void clean(Path temp, String prefix) throws IOException {
      List<Path> left;
      try (Stream<Path> entries = Files.list(temp)) {
        left =
            entries
                .filter(entry -> entry.getFileName().toString().startsWith(prefix))
                .filter(entry -> Files.exists(entry.resolve(OWNER)))
                .filter(LeftServers::isOrphan)
                .toList();
      }
      for (Path folder : left) {
        ChildProcess.stopLeftovers(folder);
        Folders.delete(folder);
      }
    }

    private static boolean isOrphan(Path folder) {
      return ProcessRecord.read(folder.resolve(OWNER)).flatMap(ProcessRecord::running).isEmpty();
    }
  }
}
