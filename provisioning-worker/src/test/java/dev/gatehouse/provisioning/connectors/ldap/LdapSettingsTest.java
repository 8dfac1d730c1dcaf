package dev.gatehouse.provisioning.connectors.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.provisioning.connectors.Answer;
import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LdapSettingsTest {
  @TempDir Path folder;
  private final Map<String, String> config = new HashMap<>();

  @BeforeEach
  void write() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "secret\n");
    config.put("url", "ldaps://directory.example.com");
    config.put("bindDn", "cn=admin,dc=example,dc=com");
    config.put("passwordFile", password.toString());
  }

  @Test
  void whatIsLeftOutTakesItsUsualValue() {
    LdapSettings settings = LdapSettings.read(config, List.of(folder));

    assertThat(settings.host()).isEqualTo("directory.example.com");
    assertThat(settings.port()).isEqualTo(636);
    assertThat(settings.ldaps()).isTrue();
    assertThat(settings.startTls()).isFalse();
    assertThat(settings.memberAttribute()).isEqualTo("member");
  }

  @Test
  void aMissingAddressIsRefused() {
    config.remove("url");

    assertThat(refusal()).isEqualTo("Expected the setting url, but it is not set.");
  }

  @Test
  void anAddressOfAnotherKindIsRefused() {
    config.put("url", "http://directory.example.com");

    assertThat(refusal())
        .isEqualTo(
            "Expected the setting url to be like \"ldap://host:389\", but it was"
                + " \"http://directory.example.com\".");
  }

  @Test
  void anUnknownSettingIsRefused() {
    config.put("pasword", "x");

    assertThat(refusal()).endsWith("but found [pasword].");
  }

  @Test
  void encryptionIsChosenOnce() {
    config.put("startTls", "true");

    assertThat(refusal())
        .isEqualTo("Expected either an ldaps:// url or startTls, but both are set.");
  }

  @Test
  void aPasswordIsReadFromFoldersForSecretsOnly() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    config.put("passwordFile", other.resolve("../password").toString());

    Connector connector = new LdapConnectorKind(List.of(other)).open(config, Duration.ofSeconds(1));

    assertThat(sentence(connector))
        .startsWith("Expected passwordFile to be below a folder of")
        .contains("gatehouse.provisioning.secret-folders");
  }

  private String refusal() {
    return sentence(new LdapConnectorKind(List.of(folder)).open(config, Duration.ofSeconds(1)));
  }

  private static String sentence(Connector connector) {
    Answer answer = connector.grant(new Target("cn=g", "u1", "ann", Map.of(), "Editors"));
    assertThat(answer).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer).sentence();
  }
}
