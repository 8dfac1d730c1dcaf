package dev.gatehouse.standalone;

import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.servers.AtomicFile;
import dev.gatehouse.servers.Reason;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keys and passwords of this installation, made once and kept in files that only the owner reads.
 */
final class Secrets {
  private final Path folder;
  private final Path connectorFolder;

  private Secrets(Path folder, Path connectorFolder) {
    this.folder = folder;
    this.connectorFolder = connectorFolder;
  }

  static Secrets of(DataDirectory data) {
    try {
      Secrets secrets =
          new Secrets(
              Files.createDirectories(data.resolve("keys")),
              Files.createDirectories(data.resolve("connector-secrets")));
      // A damaged file is said at once, and not when half of the servers run.
      secrets.installationKeys();
      return secrets;
    } catch (IOException e) {
      throw new ServerException(
          "Expected to keep keys in %s, but %s.".formatted(data.root(), Reason.of(e, data.root())),
          e);
    }
  }

  /** What the services sign their commands with, in the form of their setting. */
  String installationKeys() {
    String keys = keptOrNew(folder.resolve("installation.keys"), "k1:");
    try {
      if (keys.startsWith("k1:") && Base64.getDecoder().decode(keys.substring(3)).length >= 32) {
        return keys;
      }
    } catch (IllegalArgumentException e) {
      // The sentence below says it.
    }
    throw damaged(folder.resolve("installation.keys"), null);
  }

  private static ServerException damaged(Path file, @Nullable Throwable cause) {
    String sentence =
        "Expected a key of this installation in %s, but the file is damaged: restore it, or begin with --fresh."
            .formatted(file);
    return cause == null ? new ServerException(sentence) : new ServerException(sentence, cause);
  }

  /** Makes tokens for people; its key is made on first use. */
  BuiltInIssuer issuer(Clock clock) {
    try {
      return BuiltInIssuer.open(issuerKeyFile(), clock);
    } catch (IllegalStateException e) {
      throw damaged(issuerKeyFile(), e);
    } catch (UncheckedIOException e) {
      throw new ServerException(
          "Expected to read %s, but %s."
              .formatted(
                  issuerKeyFile(),
                  Reason.of(Objects.requireNonNull(e.getCause()), issuerKeyFile())),
          e);
    }
  }

  /** Where the built-in issuer of tokens keeps its key. */
  Path issuerKeyFile() {
    return folder.resolve("issuer.jwk");
  }

  /** The only folder that connectors may read passwords from; our own keys are not in it. */
  Path connectorFolder() {
    return connectorFolder;
  }

  /** Holds the password of the directory's administrator. */
  Path directoryPasswordFile() {
    Path file = connectorFolder.resolve("directory.password");
    keptOrNew(file, "");
    return file;
  }

  private static String keptOrNew(Path file, String prefix) {
    try {
      if (!Files.exists(file)) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        AtomicFile.writePrivate(file, prefix + Base64.getEncoder().encodeToString(random) + "\n");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ServerException(
          "Expected to read %s, but %s.".formatted(file, Reason.of(e, file)), e);
    }
  }
}
