package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs short commands of the system. */
final class Commands {
  private Commands() {}

  /** Runs it to its end; fails with its last line of output if it cannot be run or ends badly. */
  static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0) {
        String last = output.lines().reduce("no output", (first, second) -> second);
        throw new IOException(last.strip() + " (exit code " + code + ")");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
