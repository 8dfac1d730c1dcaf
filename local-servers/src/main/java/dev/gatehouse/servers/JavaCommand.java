package dev.gatehouse.servers;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command line for another JVM of the JDK that runs us.
 *
 * @param heapMegabytes taken at once and never more
 * @param options of the JVM
 */
record JavaCommand(int heapMegabytes, String classPath, List<String> options) {
  /** The whole line. */
  List<String> running(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms" + heapMegabytes + "m");
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-Djava.awt.headless=true");
    command.addAll(options);
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  /** The jars or folders that these classes come from. */
  static String classPathOf(Class<?>... classes) {
    return Stream.of(classes)
        .map(JavaCommand::sourceOf)
        .distinct()
        .collect(Collectors.joining(java.io.File.pathSeparator));
  }

  private static String sourceOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException(type + " has no code source");
    }
    try {
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
