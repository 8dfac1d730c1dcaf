package dev.gatehouse.standalone;

import java.nio.file.Path;

/** Where this JVM logs to. Must be said before the first logger is made. */
final class LogFile {
  private static final String CONFIGURATION = "gatehouse-logback.xml";

  private LogFile() {}

  /** To a file from now on. */
  static void use(Path file) {
    System.setProperty("gatehouse.log", file.toString());
    System.setProperty("logback.configurationFile", CONFIGURATION);
  }

  /** Nowhere, for short commands. */
  static void none() {
    use(Path.of("/dev/null"));
  }

  /** The value of Spring Boot's setting {@code logging.config}. */
  static String configuration() {
    return "classpath:" + CONFIGURATION;
  }
}
