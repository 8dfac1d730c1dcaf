package dev.gatehouse.system.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Keeps what is told of failures, which here are many and wanted, out of the build's output. */
public final class QuietLogs implements BeforeAllCallback, AfterAllCallback {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private Level before = Level.INFO;

  @Override
  public void beforeAll(ExtensionContext context) {
    before = root.getLevel();
    root.setLevel(Level.OFF);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    root.setLevel(before);
  }
}
