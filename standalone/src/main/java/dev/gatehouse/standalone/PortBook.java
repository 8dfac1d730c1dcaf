package dev.gatehouse.standalone;

import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;

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
    int port = isFree(last) ? last : isFree(usual) ? usual : Ports.free();
    given.add(port);
    ports.setProperty(server, Integer.toString(port));
    return port;
  }

  /** 0 if there was none. */
  int lastPort(String server) {
    String text = ports.getProperty(server, "0");
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }

  private boolean isFree(int port) {
    if (port == 0 || given.contains(port)) {
      return false;
    }
    try {
      Ports.expectFree(port, "a server");
      return true;
    } catch (ServerException e) {
      return false;
    }
  }

  void save() {
    try {
      StringWriter text = new StringWriter();
      ports.store(text, null);
      AtomicFile.write(file, text.toString());
    } catch (IOException e) {
      throw new ServerException("Expected to write %s, but %s.".formatted(file, e), e);
    }
  }
}
