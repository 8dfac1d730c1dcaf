package dev.gatehouse.servers;

import de.flapdoodle.embed.mongo.distribution.Version;
import de.flapdoodle.embed.mongo.transitions.Mongod;
import de.flapdoodle.embed.process.archives.ExtractedFileSet;
import de.flapdoodle.embed.process.io.directories.PersistentDir;
import de.flapdoodle.reverse.StateID;
import de.flapdoodle.reverse.TransitionWalker.ReachedState;
import de.flapdoodle.reverse.transitions.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The vendor's own archive for this system, by the library that knows which one that is. */
final class VendorDownload implements MongodDownload {
  @Override
  public String description() {
    return "a download of the vendor's archive";
  }

  @Override
  public Path fetch(Path work) throws IOException {
    Path store = Files.createDirectory(work.resolve("store"));
    try (ReachedState<ExtractedFileSet> files =
        Mongod.instance()
            .transitions(Version.Main.V8_0)
            .replace(Start.to(PersistentDir.class).initializedWith(PersistentDir.of(store)))
            .walker()
            .initState(StateID.of(ExtractedFileSet.class))) {
      return Files.copy(files.current().executable(), work.resolve("mongod"));
    } catch (RuntimeException e) {
      throw new IOException(rootCause(e), e);
    }
  }

  private static String rootCause(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getClass().getSimpleName() + " " + cause.getMessage();
  }
}
