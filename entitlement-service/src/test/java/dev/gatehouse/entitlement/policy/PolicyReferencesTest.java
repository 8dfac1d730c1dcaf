package dev.gatehouse.entitlement.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.model.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class PolicyReferencesTest {
  private final ObjectNode policy =
      (ObjectNode)
          Json.mapper()
              .readTree(
                  """
                  {"displayName": "Two eyes", "policyType": "POLICY_TYPE_GRANT",
                   "policySteps": {"grant": {"steps": [
                     {"approval": {"users": {"userIds": ["bob", "cy"]},
                                   "allowedReassignees": ["dan"]}},
                     {"provision": {"provisionPolicy": {"connector": {
                        "defaultBehavior": {"connectorId": "ldap"}}}}}]}}}
                  """);

  @Test
  void namesAreFoundAtAnyDepth() {
    PolicyReferences named = PolicyReferences.of(policy);

    assertThat(named.ids(EntityKind.USER)).containsExactly("bob", "cy", "dan");
    assertThat(named.ids(EntityKind.CONNECTOR)).containsExactly("ldap");
    assertThat(named.ids(EntityKind.POLICY)).isEmpty();
  }

  @Test
  void namesAreReplacedWhereTheyStand() {
    PolicyReferences.replace(policy, (kind, _, id) -> kind.key() + "-" + id);

    assertThat(PolicyReferences.of(policy).ids(EntityKind.USER))
        .containsExactly("user-bob", "user-cy", "user-dan");
    assertThat(policy.path("displayName").asString()).isEqualTo("Two eyes");
  }

  @Test
  void aPolicyWithoutStepsIsRefused() {
    ObjectNode empty = Json.object().put("displayName", "Nothing");

    assertThatThrownBy(() -> PolicyShape.check("p", empty))
        .hasMessage("Expected policySteps to hold steps under \"grant\", but there were none.");
  }

  @Test
  void aPolicyThatNamesItselfIsRefused() {
    policy.put("baselinePolicyId", "p");

    assertThatThrownBy(() -> PolicyShape.check("p", policy))
        .hasMessage("Expected a policy to name other policies, but it named itself.");
  }
}
