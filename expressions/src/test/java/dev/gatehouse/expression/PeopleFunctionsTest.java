package dev.gatehouse.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.id.UserId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions that look people, accounts and entitlements up. */
class PeopleFunctionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          c1.user.v1.HasApp(subject, 'wiki')                                      | true
          c1.user.v1.HasApp(subject, 'nothing')                                   | false
          c1.user.v1.HasEntitlement(subject, 'wiki', 'readers')                   | true
          c1.user.v1.HasEntitlement(subject, 'wiki', 'editors')                   | false
          c1.user.v1.HasEntitlement(subject, 'nothing', 'nothing')                | false
          c1.user.v1.GetAppUserStatus(subject, 'wiki') == 'USER_STATUS_ENABLED'   | true
          c1.user.v1.GetAppUserStatus(subject, 'wiki') == UserStatus.ENABLED      | true
          c1.user.v1.GetAppUserStatus(subject, 'x') == 'USER_STATUS_UNSPECIFIED'  | true
          c1.user.v1.ListAppUsersForUser(subject, 'wiki')[0].username == 'annw'   | true
          c1.user.v1.ListAppUsersForUser(subject, 'nothing') == []                | true
          c1.user.v1.GetAppUserManagers(subject, 'wiki')[0].id == 'mia'           | true
          c1.user.v1.GetAppUserManagers(subject, 'nothing') == []                 | true
          c1.user.v1.GrantedFromEnrollment(subject, 'wiki', 'readers')            | false
          c1.user.v1.AutomaticallyGrantedFromEnrollment(subject, 'wiki', 'x')     | false
          c1.app_user.v1.HasSecurityInsight(account)                              | false
          c1.app_user.v1.HasSecurityInsight(account, 'leaked')                    | false
          c1.app_user.v1.HasRiskScore(account)                                    | false
          c1.app_user.v1.GetRiskScore(account) == 0                               | true
          """)
  void conditionsAskWhatSomebodyHas(String text, boolean holds) {
    assertThat(Trial.ofTheCompany().condition(text)).isEqualTo(new Value.Truth(holds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          c1.directory.users.v1.FindByEmail('MIA@example.com')                      | mia
          c1.directory.users.v1.FindByEmail(subject.manager)                        | mia
          c1.directory.users.v1.FindByName('Olga')                                  | olga
          c1.directory.users.v1.GetByID('bob')                                      | bob
          [c1.directory.users.v1.GetByID('bob'), subject, subject]                  | bob ann
          c1.directory.users.v1.GetManagers(subject)                                | mia
          c1.directory.users.v1.GetManagers(c1.directory.users.v1.GetByID('max'))   | ``
          c1.directory.users.v1.DirectReports(c1.directory.users.v1.GetByID('mia')) | ann bob
          c1.directory.users.v1.DirectReports(c1.directory.users.v1.GetManagers(subject)) | ann bob
          c1.directory.apps.v1.GetEntitlementMembers('wiki', 'editors')             | bob cy
          c1.directory.apps.v1.GetEntitlementMembers('wiki', 'nothing')             | ``
          c1.directory.apps.v1.GetEntitlementMembers(c1.directory.groups.v1.FindByName('Editors')) | bob cy
          c1.directory.apps.v1.GetEntitlementOwners('wiki', 'editors')              | olga
          c1.directory.apps.v1.GetEntitlementOwners(entitlement)                    | olga
          c1.directory.apps.v1.GetEntitlementOwners('wiki', 'nothing')              | ``
          c1.directory.apps.v1.GetEntitlementMembers('wiki', 'editors').filter(u, has(u.manager)) | bob
          subject.department == 'Sales' ? appOwners : []                            | otto
          appOwners + c1.directory.users.v1.GetManagers(subject)                    | otto mia
          []                                                                        | ``
          """)
  void approverExpressionsFindPeople(String text, String people) {
    assertThat(Trial.ofTheCompany().approvers(text))
        .isEqualTo(
            new Value.People(
                Arrays.stream(people.split(" "))
                    .filter(id -> !id.isEmpty())
                    .map(UserId::new)
                    .toList()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          c1.directory.users.v1.FindByEmail('no@example.com') | Expected a person with the address "no@example.com", but there is none.
          c1.directory.users.v1.FindByName('Nobody')          | Expected a person alone in being called "Nobody", but there is none.
          c1.directory.users.v1.GetByID('nobody')             | Expected a person with the id "nobody", but there is none.
          """)
  void whoeverIsMeantButNotThereMakesTheExpressionFail(String text, String sentence) {
    assertThat(Trial.ofTheCompany().approvers(text)).isEqualTo(new Value.Failure(sentence));
  }

  @Test
  void enrolmentIsAskedForInConditionsOnly() {
    String text = "c1.user.v1.GrantedFromEnrollment(subject, 'a', 'b') ? [subject] : []";
    assertThat(new CelExpressions().check(Purpose.APPROVERS, text)).isNotEmpty();
  }

  @Test
  void namingPeopleAsksNothingAboutThem() {
    Trial trial = Trial.ofTheCompany();
    trial.approvers("[subject]");
    assertThat(trial.rounds()).isZero();
  }

  @Test
  void theMembersOfAGroupAreLookedUpAtOnce() {
    Trial trial = Trial.ofTheCompany();
    trial.approvers(
        "c1.directory.apps.v1.GetEntitlementMembers('wiki', 'editors')"
            + ".filter(u, u.department == 'Research')");
    assertThat(trial.rounds()).isEqualTo(2);
  }

  @Test
  void whatTwoSidesNeedIsAskedForTogether() {
    Trial trial = Trial.ofTheCompany();
    Value value =
        trial.condition(
            "c1.user.v1.HasApp(subject, 'x') || c1.user.v1.HasEntitlement(subject, 'wiki', 'y')");
    assertThat(value).isEqualTo(new Value.Truth(false));
    assertThat(trial.rounds()).isEqualTo(1);
  }

  @Test
  void whatCannotChangeTheValueIsNotAskedFor() {
    Trial trial = Trial.ofTheCompany();
    assertThat(trial.condition("c1.user.v1.HasApp(subject, 'x') || 1 == 1"))
        .isEqualTo(new Value.Truth(true));
    assertThat(trial.rounds()).isZero();
  }
}
