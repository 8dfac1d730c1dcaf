package dev.gatehouse.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AccessRulesTest {
  private static final String TABLE =
      """
      permission            SUPER_ADMIN READ_ONLY_ADMIN REQUEST_ADMIN HELPDESK APPLICATION_ADMIN CONNECTOR_ADMIN CAMPAIGN_ADMIN BASIC_USER
      READ_CATALOG          yes         yes             yes           yes      yes               yes             yes            yes
      WRITE_CATALOG         yes         -               -             -        yes               -               -              -
      IMPORT                yes         -               -             -        -                 -               -              -
      SEE_ALL_TASKS         yes         yes             yes           yes      -                 -               -              -
      REQUEST_FOR_OTHERS    yes         -               yes           yes      -                 -               -              -
      REVOKE_FROM_OTHERS    yes         -               -             yes      -                 -               -              -
      OFFBOARD              yes         -               -             yes      -                 -               -              -
      CLOSE_TASKS           yes         -               -             -        -                 -               -              -
      PROVISION_FOR_OTHERS  yes         -               -             -        -                 -               -              -
      STEER_TASKS           yes         -               -             -        -                 -               -              -
      RESUME_TASKS          yes         -               -             -        -                 -               -              -
      """;

  private static final List<List<String>> ROWS =
      TABLE.lines().map(line -> Arrays.asList(line.split(" +"))).toList();

  @TestFactory
  Stream<DynamicTest> everyRoleMayDoWhatTheTableSays() {
    List<String> roles = ROWS.getFirst();
    return ROWS.stream()
        .skip(1)
        .flatMap(
            row ->
                Arrays.stream(Role.values())
                    .map(
                        role ->
                            DynamicTest.dynamicTest(
                                row.getFirst() + " for " + role,
                                () ->
                                    assertThat(
                                            AccessRules.allows(
                                                role, Permission.valueOf(row.getFirst())))
                                        .isEqualTo(
                                            row.get(roles.indexOf(role.name())).equals("yes")))));
  }

  @Test
  void theTableIsComplete() {
    assertThat(ROWS.stream().skip(1).map(row -> Permission.valueOf(row.getFirst())))
        .containsExactly(Permission.values());
    assertThat(ROWS.getFirst().stream().skip(1).map(Role::valueOf))
        .containsExactlyInAnyOrder(Role.values());
  }

  @Test
  void rolesAddUpAndEverybodyIsABasicUser() {
    assertThat(AccessRules.permissions(Set.of(Role.CONNECTOR_ADMIN, Role.APPLICATION_ADMIN)))
        .containsExactlyInAnyOrder(Permission.READ_CATALOG, Permission.WRITE_CATALOG);
    assertThat(AccessRules.permissions(Set.of())).containsExactly(Permission.READ_CATALOG);
  }
}
