package dev.gatehouse.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
  @Test
  void everybodyReadsTheCatalogue() {
    assertThat(AccessRules.allows(Set.of(), Permission.READ_CATALOG)).isTrue();
  }

  @Test
  void rolesAddUp() {
    Set<Role> roles = Set.of(Role.HELPDESK, Role.APPLICATION_ADMIN);

    assertThat(AccessRules.permissions(roles))
        .containsExactlyInAnyOrder(Permission.READ_CATALOG, Permission.WRITE_CATALOG);
  }

  @Test
  void onlySuperAdminsImport() {
    for (Role role : Role.values()) {
      assertThat(AccessRules.allows(role, Permission.IMPORT)).isEqualTo(role == Role.SUPER_ADMIN);
    }
  }
}
