package dev.gatehouse.bench.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Command lines of the JVMs that are measured or tested.
 *
 * @param brokerJars the folder that the module kafka-broker fills
 * @param more options that every service gets on top, such as {@code -XX:+UseSerialGC}
 * @param classPath where the services are
 */
public record JvmOptions(Path brokerJars, List<String> more, String classPath) {
  public JvmOptions {
    more = List.copyOf(more);
  }

  /** With the classes of this JVM. */
  public JvmOptions(Path brokerJars, List<String> more) {
    this(brokerJars, more, System.getProperty("java.class.path"));
  }

  /** The command up to and with the main class. */
  public List<String> command(int heapMegabytes, List<String> options, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(options);
    command.addAll(more);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    return command;
  }
}
