package dev.gatehouse.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodLocatorTest {
  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private int fetched;

  @Test
  void shouldPreferThePath() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path mongod = script(bin.resolve("mongod"), 0);
    assertThat(locator("/nowhere:" + bin, working()).locate()).isEqualTo(mongod);
    assertThat(told).containsExactly("MongoDB: using " + mongod + " from the PATH");
  }

  @Test
  void shouldDownloadOnceAndThenUseTheCache() {
    // when
    Path first = locator("", broken(), working()).locate();
    Path second = locator("", broken(), working()).locate();
    // then
    assertThat(first).isEqualTo(second).isExecutable();
    assertThat(fetched).isEqualTo(1);
    assertThat(told)
        .containsExactly(
            "MongoDB: no mongod on the PATH",
            "MongoDB: none in the cache folder " + folder.resolve("cache"),
            "MongoDB: trying a broken place",
            "MongoDB: not had from a broken place: no route",
            "MongoDB: trying a working place",
            "MongoDB: kept as " + first,
            "MongoDB: no mongod on the PATH",
            "MongoDB: using " + first + " from the cache");
    assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**download*");
  }

  @Test
  void shouldPassOverOneThatDoesNotRun() throws IOException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    script(bin.resolve("mongod"), 127);
    assertThat(locator(bin.toString(), working()).locate())
        .isEqualTo(folder.resolve("cache").resolve("mongod"));
  }

  @Test
  void shouldSayInOneSentenceThatThereIsNone() {
    assertThatThrownBy(() -> locator("", broken()).locate())
        .isInstanceOf(ServerException.class)
        .hasMessageStartingWith(
            "Expected a MongoDB to run on, but there is none: put mongod on the PATH, or set"
                + " MONGODB (")
        .hasMessageContaining("a broken place: no route");
  }

  private MongodLocator locator(String searchPath, MongodDownload... downloads) {
    return new MongodLocator(
        told::add, "set MONGODB", folder.resolve("cache"), searchPath, List.of(downloads));
  }

  private MongodDownload working() {
    return new MongodDownload() {
      @Override
      public String description() {
        return "a working place";
      }

      @Override
      public Path fetch(Path work) throws IOException {
        fetched++;
        return script(work.resolve("mongod"), 0);
      }
    };
  }

  private static MongodDownload broken() {
    return new MongodDownload() {
      @Override
      public String description() {
        return "a broken place";
      }

      @Override
      public Path fetch(Path work) throws IOException {
        throw new IOException("no route");
      }
    };
  }

  private static Path script(Path file, int exitCode) throws IOException {
    Files.writeString(file, "#!/bin/sh\nexit " + exitCode + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
