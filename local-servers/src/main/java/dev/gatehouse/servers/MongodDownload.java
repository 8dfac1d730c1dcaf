package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.file.Path;

/** A place to get a mongod executable from. */
interface MongodDownload {
  /** For the progress line. */
  String description();

  /**
   * Fetches the executable.
   *
   * @param work an empty folder that the caller deletes afterwards
   */
  Path fetch(Path work) throws IOException;
}
