package dev.gatehouse.entitlement.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.Hidden;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class DraftFieldsTest {
  private static final Names NAMES = (kind, _, text) -> kind.key() + ":" + text;

  @Test
  void aPersonTakesTheShortFields() {
    ObjectNode fields =
        only(
            EntityKind.USER,
            """
            source: s
            users:
            - {id: ann, email: ann@example.com, managers: [bob], roles: [HELPDESK],
               delegate: {user: cy, start: 2026-12-01T00:00:00Z}}
            """);

    assertThat(fields.path("displayName").asString()).isEqualTo("ann@example.com");
    assertThat(fields.path("status").asString()).isEqualTo("ENABLED");
    assertThat(fields.path("managerIds").get(0).asString()).isEqualTo("user:bob");
    assertThat(fields.path("roleIds").get(0).asString()).isEqualTo("HELPDESK");
    assertThat(fields.path("delegatedUserId").asString()).isEqualTo("user:cy");
    assertThat(fields.path(Hidden.DELEGATION_START).asString()).isEqualTo("2026-12-01T00:00:00Z");
  }

  @Test
  void anUnknownRoleIsRefused() {
    assertThatThrownBy(
            () ->
                only(
                    EntityKind.USER,
                    """
                    source: s
                    users: [{id: ann, roles: [KING]}]
                    """))
        .hasMessageStartingWith("Expected roles to be of ")
        .hasMessageEndingWith("but there was \"KING\".");
  }

  @Test
  void referencesInsidePoliciesAreResolved() {
    ObjectNode fields =
        only(
            EntityKind.POLICY,
            """
            source: s
            policies:
            - {id: two-eyes, displayName: Two eyes, policyType: POLICY_TYPE_GRANT,
               policySteps: {grant: {steps: [{approval: {users: {userIds: [bob]}}}]}}}
            """);

    assertThat(fields.at("/policySteps/grant/steps/0/approval/users/userIds/0").asString())
        .isEqualTo("user:bob");
  }

  @Test
  void anEntitlementNamesConnectorsByTheirReference() {
    ObjectNode fields =
        only(
            EntityKind.ENTITLEMENT,
            """
            source: s
            apps:
            - id: wiki
              entitlements:
              - {id: editors, durationGrant: 7200s, owners: [bob], grantPolicyId: two-eyes,
                 provisionerPolicy: {connector: {defaultBehavior: {connectorId: corp}}},
                 externalIds: {corp: "cn=editors"}}
            """);

    assertThat(fields.path("displayName").asString()).isEqualTo("editors");
    assertThat(fields.path("grantPolicyId").asString()).isEqualTo("policy:two-eyes");
    assertThat(fields.at("/provisionerPolicy/connector/defaultBehavior/connectorId").asString())
        .isEqualTo("connector:corp");
    assertThat(fields.path("sourceConnectorIds").path("connector:corp").asString())
        .isEqualTo("cn=editors");
    assertThat(fields.path("appId").asString()).isEqualTo(Draft.id("s", EntityKind.APP, "wiki"));
  }

  @Test
  void aConnectorThatHoldsASecretIsRefused() {
    assertThatThrownBy(
            () ->
                only(
                    EntityKind.CONNECTOR,
                    """
                    source: s
                    apps:
                    - id: wiki
                      connectors:
                      - {id: c, kind: ldap, config: {url: "ldap://x", bindPassword: p}}
                    """))
        .hasMessage(
            "Expected config to name the file of a secret, such as passwordFile, but"
                + " config.bindPassword holds one.");
  }

  @Test
  void anUnknownKindOfConnectorIsRefused() {
    assertThatThrownBy(
            () ->
                only(
                    EntityKind.CONNECTOR,
                    """
                    source: s
                    apps: [{id: wiki, connectors: [{id: c, kind: smoke}]}]
                    """))
        .hasMessage("Expected kind to be one of ldap, instant, but it was \"smoke\".");
  }

  private static ObjectNode only(EntityKind kind, String yaml) {
    ImportFile file = ImportFile.of(ImportText.read(yaml.getBytes(StandardCharsets.UTF_8)));
    Draft draft =
        file.drafts().stream().filter(each -> each.kind() == kind).findFirst().orElseThrow();
    return Objects.requireNonNull(DraftFields.of(draft, NAMES));
  }
}
