package dev.gatehouse.standalone;

import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.Reason;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ports of the servers inside, the same from start to start as long as nobody else takes them.
 * So clients of Kafka keep their address.
 */
final class PortBook {
  private final Path file;
  private final Properties ports = new Properties();
  private final Set<Integer> given = new HashSet<>();

  private PortBook(Path file) {
    this.file = file;
  }

  static PortBook of(DataDirectory data) {
    PortBook book = new PortBook(data.resolve("ports.properties"));
    try {
      if (Files.exists(book.file)) {
        book.ports.load(new StringReader(Files.readString(book.file)));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ServerException(
          "Expected the ports of the last run in %s, but it cannot be read; delete it to have new ones."
              .formatted(book.file),
          e);
    }
    return book;
  }

  /** The port of the last run, else the usual one, else any; the first of these that is free. */
  int portOf(String server, int usual) {
    int last = lastPort(server);
    int port = isFree(last) ? last : isFree(usual) ? usual : any();
    given.add(port);
    ports.setProperty(server, Integer.toString(port));
    return port;
  }

  /** Keeps a port that is given by hand from being given to a server. */
  void reserve(int port) {
    given.add(port);
  }

  private int any() {
    return Stream.generate(Ports::free)
        .filter(port -> !given.contains(port))
        .findFirst()
        .orElseThrow();
  }

  /** 0 if there was none. */
  int lastPort(String server) {
    String text = ports.getProperty(server, "0");
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }

  private boolean isFree(int port) {
    return port != 0 && !given.contains(port) && Ports.isFree(port);
  }

  void save() {
    try {
      StringWriter text = new StringWriter();
      ports.store(text, null);
      AtomicFile.write(file, text.toString());
    } catch (IOException e) {
      throw new ServerException(
          "Expected to write %s, but %s.".formatted(file, Reason.of(e, file)), e);
    }
  }
}
