package dev.gatehouse.standalone;

import java.io.PrintStream;

/** The terminal. Results go to standard output, progress and problems to standard error. */
final class Console {
  private final PrintStream out;
  private final PrintStream err;
  private volatile boolean silent;

  Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** A line that the person asked for. */
  void say(String line) {
    out.println(line);
    out.flush();
  }

  /** A line on the way there. */
  void progress(String line) {
    if (!silent) {
      err.println("gatehouse: " + line);
    }
  }

  /** Why it does not go on. */
  void problem(String sentence) {
    if (!silent) {
      err.println("gatehouse: " + sentence);
    }
  }

  /** From now on we are being ended: what goes wrong is only the consequence. */
  void silence() {
    silent = true;
  }
}
