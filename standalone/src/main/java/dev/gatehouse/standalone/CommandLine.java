package dev.gatehouse.standalone;

import dev.gatehouse.servers.ServerException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the person at the terminal asks for. */
sealed interface CommandLine {
  /** Settings that several commands share. */
  record Options(Path data, int port, boolean fresh) {}

  record Demo(boolean once, Options options) implements CommandLine {}

  record Up(Options options) implements CommandLine {}

  record Import(Path file, boolean dryRun, Path data) implements CommandLine {}

  record Token(String email, Path data) implements CommandLine {}

  record Held(Path data) implements CommandLine {}

  /**
   * Lets held tasks go on.
   *
   * @param task its id or number; null for all
   */
  record Resume(@Nullable String task, Path data) implements CommandLine {}

  record Help() implements CommandLine {}

  /**
   * Reads the arguments; throws a {@link ServerException} with a sentence if they make no sense.
   */
  static CommandLine parse(String... arguments) {
    Deque<String> rest = new ArrayDeque<>(List.of(arguments));
    List<String> words = new ArrayList<>();
    Set<String> flags = new java.util.HashSet<>();
    Path data = Path.of("data");
    int port = 8080;
    while (!rest.isEmpty()) {
      String argument = rest.pop();
      switch (argument) {
        case "--once", "--fresh", "--dry-run", "--all", "--help" -> flags.add(argument);
        case "-h" -> flags.add("--help");
        case "--data" -> data = Path.of(value(argument, rest));
        case "--port" -> port = port(value(argument, rest));
        default -> {
          if (argument.startsWith("-")) {
            throw new ServerException(
                "Expected an option of gatehouse, but %s is none; see gatehouse --help."
                    .formatted(argument));
          }
          words.add(argument);
        }
      }
    }
    if (flags.remove("--help") || words.isEmpty()) {
      return new Help();
    }
    CommandLine command = command(words, flags, new Options(data, port, flags.remove("--fresh")));
    if (!flags.isEmpty()) {
      throw new ServerException(
          "Expected options of gatehouse %s, but %s is none of them."
              .formatted(words.getFirst(), flags.iterator().next()));
    }
    return command;
  }

  private static CommandLine command(List<String> words, Set<String> flags, Options options) {
    String name = words.getFirst();
    List<String> operands = words.subList(1, words.size());
    return switch (name) {
      case "demo" -> {
        expect(name, operands, 0);
        yield new Demo(flags.remove("--once"), options);
      }
      case "up" -> {
        expect(name, operands, 0);
        yield new Up(options);
      }
      case "import" -> {
        expect(name, operands, 1);
        yield new Import(Path.of(operands.getFirst()), flags.remove("--dry-run"), options.data());
      }
      case "token" -> {
        expect(name, operands, 1);
        yield new Token(operands.getFirst(), options.data());
      }
      case "held" -> {
        expect(name, operands, 0);
        yield new Held(options.data());
      }
      case "resume" -> {
        boolean all = flags.remove("--all");
        expect(name, operands, all ? 0 : 1);
        yield new Resume(all ? null : operands.getFirst(), options.data());
      }
      case "help" -> new Help();
      default ->
          throw new ServerException(
              "Expected a command of gatehouse, but %s is none; see gatehouse --help."
                  .formatted(name));
    };
  }

  private static void expect(String name, List<String> operands, int count) {
    if (operands.size() != count) {
      throw new ServerException(
          "Expected %d argument(s) after gatehouse %s, but there are %d; see gatehouse --help."
              .formatted(count, name, operands.size()));
    }
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new ServerException("Expected a value after %s, but there is none.".formatted(option));
    }
    return rest.pop();
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port > 0 && port < 65536) {
        return port;
      }
    } catch (NumberFormatException e) {
      // The sentence below says it.
    }
    throw new ServerException(
        "Expected --port to be a number from 1 to 65535, but it was %s.".formatted(text));
  }
}
