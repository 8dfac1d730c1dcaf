package dev.gatehouse.provisioning.connectors.ldap;

import dev.gatehouse.provisioning.connectors.Connector;
import dev.gatehouse.provisioning.connectors.ConnectorKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code ldap}: access is membership in a group. The group's DN is the entitlement's id at the
 * connector, the member's DN is {@code dn} in the account's profile. Settings: {@code url}, {@code
 * bindDn}, {@code passwordFile}; and, if wanted, {@code startTls}, {@code caFile}, {@code
 * memberAttribute}.
 */
public final class LdapConnectorKind implements ConnectorKind {
  private final List<Path> secretFolders;

  /**
   * @param secretFolders the only folders that passwords may be read from
   */
  public LdapConnectorKind(List<Path> secretFolders) {
    this.secretFolders = List.copyOf(secretFolders);
  }

  @Override
  public String name() {
    return "ldap";
  }

  @Override
  public Connector open(Map<String, String> config, Duration callTimeout) {
    try {
      LdapSettings settings = LdapSettings.read(config, secretFolders);
      return new LdapConnector(settings, new LdapPool(settings, callTimeout));
    } catch (LdapSettings.BadSettings e) {
      return Connector.refusing(e.sentence());
    }
  }
}
