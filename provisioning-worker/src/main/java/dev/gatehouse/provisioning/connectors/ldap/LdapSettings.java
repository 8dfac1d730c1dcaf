package dev.gatehouse.provisioning.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A directory as it is configured in the catalogue.
 *
 * @param ldaps encrypted from the first byte; the address begins with {@code ldaps://}
 * @param startTls encrypted after the first message
 * @param caFile the certificates (PEM) that are trusted; null for those of the Java platform
 * @param bindDn who the connector is
 * @param passwordFile holds that one's password; read at each new connection pool
 * @param memberAttribute the attribute of a group that lists its members
 */
record LdapSettings(
    String host,
    int port,
    boolean ldaps,
    boolean startTls,
    @Nullable Path caFile,
    String bindDn,
    Path passwordFile,
    String memberAttribute) {
  private static final Set<String> KEYS =
      Set.of("url", "startTls", "caFile", "bindDn", "passwordFile", "memberAttribute");

  /**
   * Reads a configuration.
   *
   * @param secrets the only folders that a password may be read from, so that nobody who may
   *     configure a connector can have another file sent to a server of theirs
   * @throws BadSettings with a sentence for people
   */
  static LdapSettings read(Map<String, String> config, List<Path> secrets) {
    Set<String> unknown = new TreeSet<>(config.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new BadSettings(
          "Expected the settings of an ldap connector to be among %s, but found %s."
              .formatted(new TreeSet<>(KEYS), unknown));
    }
    LDAPURL url = url(required(config, "url"));
    boolean ldaps = url.getScheme().equals("ldaps");
    boolean startTls = flag(config, "startTls");
    if (ldaps && startTls) {
      throw new BadSettings("Expected either an ldaps:// url or startTls, but both are set.");
    }
    String bindDn = required(config, "bindDn");
    if (!DN.isValidDN(bindDn)) {
      throw new BadSettings(
          "Expected the setting bindDn to be a DN, but it was \"%s\".".formatted(bindDn));
    }
    return new LdapSettings(
        url.getHost(),
        url.getPort(),
        ldaps,
        startTls,
        config.containsKey("caFile") ? path(config, "caFile") : null,
        bindDn,
        secret(path(config, "passwordFile"), secrets),
        config.getOrDefault("memberAttribute", "member"));
  }

  private static LDAPURL url(String text) {
    try {
      LDAPURL url = new LDAPURL(text);
      if (url.hostProvided() && !url.getScheme().equals("ldapi")) {
        return url;
      }
    } catch (LDAPException e) {
      throw new BadSettings(expectedUrl(text), e);
    }
    throw new BadSettings(expectedUrl(text));
  }

  private static String expectedUrl(String text) {
    return "Expected the setting url to be like \"ldap://host:389\", but it was \"%s\"."
        .formatted(text);
  }

  private static boolean flag(Map<String, String> config, String key) {
    String text = config.getOrDefault(key, "false");
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new BadSettings(
              "Expected the setting %s to be true or false, but it was \"%s\"."
                  .formatted(key, text));
    };
  }

  private static String required(Map<String, String> config, String key) {
    String text = config.getOrDefault(key, "");
    if (text.isBlank()) {
      throw new BadSettings("Expected the setting %s, but it is not set.".formatted(key));
    }
    return text;
  }

  private static Path path(Map<String, String> config, String key) {
    String text = required(config, key);
    try {
      return Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new BadSettings(
          "Expected the setting %s to be a file, but it was \"%s\".".formatted(key, text), e);
    }
  }

  private static Path secret(Path file, List<Path> folders) {
    if (folders.stream()
        .noneMatch(folder -> file.startsWith(folder.toAbsolutePath().normalize()))) {
      throw new BadSettings(
          "Expected passwordFile to be below a folder of gatehouse.provisioning.secret-folders,"
              + " but it was \"%s\".".formatted(file));
    }
    if (!Files.isReadable(file)) {
      throw new BadSettings(
          "Expected passwordFile to name a file that can be read, but \"%s\" cannot."
              .formatted(file));
    }
    return file;
  }

  /** The configuration is wrong. */
  static final class BadSettings extends RuntimeException {
    private final String sentence;

    BadSettings(String sentence) {
      super(sentence);
      this.sentence = sentence;
    }

    BadSettings(String sentence, Throwable cause) {
      super(sentence, cause);
      this.sentence = sentence;
    }

    /** What is wrong, for people. */
    String sentence() {
      return sentence;
    }
  }
}
