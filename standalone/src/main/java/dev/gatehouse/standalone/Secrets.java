package dev.gatehouse.standalone;

import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Keys and passwords of this installation, made once and kept in files that only the owner reads.
 */
final class Secrets {
  private final Path folder;

  private Secrets(Path folder) {
    this.folder = folder;
  }

  static Secrets of(DataDirectory data) {
    try {
      return new Secrets(Files.createDirectories(data.resolve("keys")));
    } catch (IOException e) {
      throw new ServerException(
          "Expected to keep keys in %s, but %s.".formatted(data.root(), e), e);
    }
  }

  /** What the services sign their commands with, in the form of their setting. */
  String installationKeys() {
    String keys = keptOrNew("installation.keys", "k1:");
    try {
      if (keys.startsWith("k1:") && Base64.getDecoder().decode(keys.substring(3)).length >= 32) {
        return keys;
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it.
    }
    throw new ServerException(
        "Expected the installation's keys in %s, but the file is damaged: restore it, or begin with --fresh."
            .formatted(folder.resolve("installation.keys")));
  }

  /** Where the built-in issuer of tokens keeps its key. */
  Path issuerKeyFile() {
    return folder.resolve("issuer.jwk");
  }

  /** Holds the password of the directory's administrator. */
  Path directoryPasswordFile() {
    keptOrNew("directory.password", "");
    return folder.resolve("directory.password");
  }

  private String keptOrNew(String name, String prefix) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        AtomicFile.writePrivate(file, prefix + Base64.getEncoder().encodeToString(random) + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ServerException("Expected to read %s, but %s.".formatted(file, e), e);
    }
  }
}
