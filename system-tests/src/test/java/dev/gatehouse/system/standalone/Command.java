package dev.gatehouse.system.standalone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Runs a program of the system to its end. */
final class Command {
  private Command() {}

  /** How it ended, and what it printed, errors included. */
  record Result(int code, String output) {}

  /** A program that is not there ends with 127, as a shell says it. */
  static Result run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), output);
    } catch (IOException e) {
      return new Result(127, e.toString());
    }
  }
}
