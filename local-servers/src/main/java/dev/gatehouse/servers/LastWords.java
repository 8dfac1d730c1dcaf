package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server that ended said about it, picked out of the end of its log. */
final class LastWords {
  private static final long MOST_BYTES = 256L << 10;
  private static final int LONGEST = 300;

  /** A line with an exception, as the JVM prints it above a stack trace. */
  private static final Pattern EXCEPTION =
      Pattern.compile(
          "(?:Exception in thread \"[^\"]*\" |Caused by: )?[\\w.$]+(?:Exception|Error): (.+)");

  /** The innermost message of a line of mongod's log, which is JSON. */
  private static final Pattern MONGOD =
      Pattern.compile(".*\"msg\":\"(.+?)\"(?:,\"error_str\":\"(.+?)\")?[,}].*");

  private LastWords() {}

  /**
   * What the log says from a place on.
   *
   * @param start where the lines of this run begin
   */
  static String in(Path log, long start) {
    try (FileChannel channel = FileChannel.open(log)) {
      channel.position(Math.max(start, channel.size() - MOST_BYTES));
      String text =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1);
      return shortened(of(text.stripTrailing().lines().toList()));
    } catch (IOException e) {
      return "(not readable: " + Reason.of(e, log) + ")";
    }
  }

  /** The first error, since what follows it is mostly its consequence; else the last line. */
  static String of(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.contains("\"s\":\"E\"") || line.contains("\"s\":\"F\"")) {
        return ofMongod(line);
      }
      if (line.contains("ERROR") || line.contains("FATAL")) {
        return cause(lines.subList(i + 1, lines.size()), line);
      }
      if (line.startsWith("Exception in thread")) {
        return cause(lines.subList(i, lines.size()), line);
      }
    }
    return lines.isEmpty() ? "(nothing)" : lines.getLast();
  }

  private static String ofMongod(String line) {
    Matcher message = MONGOD.matcher(line);
    if (!message.matches()) {
      return line;
    }
    return message.group(2) == null
        ? message.group(1)
        : message.group(1) + " (" + message.group(2) + ")";
  }

  /** The innermost message of the stack trace that these lines begin with, if they do. */
  private static String cause(List<String> lines, String otherwise) {
    String found = otherwise;
    for (String line : lines) {
      Matcher exception = EXCEPTION.matcher(line);
      if (exception.matches()) {
        found = exception.group(1);
      } else if (!line.startsWith("\t")) {
        break;
      }
    }
    return found;
  }

  private static String shortened(String words) {
    return words.length() > LONGEST ? words.substring(0, LONGEST) + "..." : words;
  }
}
