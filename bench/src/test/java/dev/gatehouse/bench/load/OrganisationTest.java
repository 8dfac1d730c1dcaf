package dev.gatehouse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class OrganisationTest {
  @Test
  void everyoneHasAnAccountInEveryAppAndEveryEntitlementAnApprover() {
    Organisation.Size size = new Organisation.Size(6, 2, 3, 4);

    ObjectNode file = Organisation.file(size);

    assertThat(file.path("users")).hasSize(6 + 2);
    assertThat(file.path("policies")).hasSize(2);
    assertThat(file.path("apps")).hasSize(3);
    assertThat(file.path("apps").get(2).path("appUsers")).hasSize(6);
    assertThat(file.path("apps").get(2).path("entitlements")).hasSize(4);
    assertThat(file.at("/apps/2/entitlements/3/grantPolicyId").asString()).isEqualTo("p1");
    assertThat(size.accesses()).isEqualTo(6 * 3 * 4);
  }
}
