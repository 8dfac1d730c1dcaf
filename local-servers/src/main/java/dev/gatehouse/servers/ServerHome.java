package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The folder in which a server of this machine lives, with its data, its log and the record of its
 * process; and the one way in which every server starts there.
 *
 * @param name for messages, such as "the Kafka broker"
 * @param folder what outlives the server
 * @param files how the names of its files begin
 */
record ServerHome(String name, Path folder, String files) {
  /** Makes the folder if it is not there. */
  static ServerHome open(String name, Path folder, String files) {
    try {
      Files.createDirectories(folder);
      return new ServerHome(name, folder, files);
    } catch (IOException e) {
      throw unusable(name, folder, e);
    }
  }

  private static ServerException unusable(String name, Path folder, IOException e) {
    return new ServerException(
        "Expected to use %s as the folder of %s, but %s."
            .formatted(folder, name, Reason.of(e, folder)),
        e);
  }

  /** What to throw where the folder cannot be read or written. */
  ServerException unusable(IOException e) {
    return unusable(name, folder, e);
  }

  Path resolve(String file) {
    return folder.resolve(file);
  }

  /**
   * The port to start on; stops what a killed parent left here, since it may hold that port.
   *
   * @param wanted 0 for any
   */
  int claimPort(int wanted) {
    ChildProcess.stopLeftover(record());
    int port = wanted == 0 ? Ports.free() : wanted;
    Ports.expectFree(port, name);
    return port;
  }

  /** Starts the server's process. */
  ChildProcess start(List<String> command) {
    return start(name, command);
  }

  /** Starts another process of this server, such as one that makes its data ready. */
  ChildProcess start(String what, List<String> command) {
    return ChildProcess.start(what, record(), folder.resolve(files + ".out"), command);
  }

  private Path record() {
    return folder.resolve(files + ".pid");
  }
}
