package dev.gatehouse.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions can name, each by both of its spellings. */
class VariablesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          subject.id                        | ann
          subject.email                     | ann@example.com
          subject.emails[1]                 | ann@example.org
          subject.displayName               | Ann
          subject.display_name              | Ann
          subject.username                  | ann
          subject.usernames[0]              | ann
          subject.department                | Sales
          subject.jobTitle                  | Seller
          subject.job_title                 | Seller
          subject.employmentType            | full-time
          subject.employment_type           | full-time
          subject.employmentStatus          | ``
          subject.employment_status         | ``
          subject.status                    | USER_STATUS_ENABLED
          subject.directoryStatus           | USER_STATUS_ENABLED
          subject.directory_status          | USER_STATUS_ENABLED
          subject.type                      | USER_TYPE_HUMAN
          subject.manager                   | mia@example.com
          subject.managerId                 | mia
          subject.manager_id                | mia
          string(subject.profile.team)      | blue
          string(subject.profile['team'])   | blue
          string(subject.profile.sites[0])  | Berlin
          string(subject.profile.level)     | 3
          string(size(subject.attributes))  | 0
          task.id                           | t1
          task.numericId                    | 4711
          task.numeric_id                   | 4711
          task.displayName                  | Grant Editors
          task.display_name                 | Grant Editors
          task.origin                       | TASK_ORIGIN_WEBAPP
          string(task.createdAt)            | 2026-11-23T09:00:00Z
          string(task.created_at)           | 2026-11-23T09:00:00Z
          string(task.isGrantPermanent)     | false
          string(task.is_grant_permanent)   | false
          string(task.grantDuration)        | 7200s
          string(task.grant_duration)       | 7200s
          task.subjectUserId                | ann
          task.subject_user_id              | ann
          task.requestorUserId              | bob
          task.requestor_user_id            | bob
          task.analysis.id                  | ``
          string(task.analysis.hasConflictViolations)    | false
          string(size(task.analysis.conflict_violations))| 0
          entitlement.id                    | editors
          entitlement.appId                 | wiki
          entitlement.app_id                | wiki
          entitlement.displayName           | Editors
          entitlement.display_name          | Editors
          entitlement.alias                 | wiki-editors
          entitlement.riskLevelValueId      | high
          entitlement.risk_level_value_id   | high
          entitlement.appResourceTypeId     | type-1
          entitlement.app_resource_type_id  | type-1
          entitlement.app_resource_type     | Role
          entitlement.appResourceId         | resource-1
          entitlement.app_resource_id       | resource-1
          UserStatus.ENABLED                | USER_STATUS_ENABLED
          UserStatus.DISABLED               | USER_STATUS_DISABLED
          UserStatus.DELETED                | USER_STATUS_DELETED
          UserType.HUMAN                    | USER_TYPE_HUMAN
          UserType.AGENT                    | USER_TYPE_AGENT
          UserType.SERVICE                  | USER_TYPE_SERVICE
          UserType.SYSTEM                   | USER_TYPE_SYSTEM
          TaskOrigin.API                    | TASK_ORIGIN_API
          TaskOrigin.CASCADE_DELETE         | TASK_ORIGIN_CASCADE_DELETE
          AppUserType.USER                  | APP_USER_TYPE_USER
          AppUserType.SERVICE_ACCOUNT       | APP_USER_TYPE_SERVICE_ACCOUNT
          AppUserType.SYSTEM_ACCOUNT        | APP_USER_TYPE_SYSTEM_ACCOUNT
          TimeFormat.DATE                   | 2006-01-02
          """)
  void namesGiveWhatTheRequestIsAbout(String text, String value) {
    assertThat(Trial.ofTheCompany().value(text)).isEqualTo(new Value.Text(value, "string"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "account.id == 'wiki-ann'",
        "account.appId == 'wiki' && account.app_id == 'wiki'",
        "account.displayName == 'Ann of the wiki'",
        "account.email == 'ann@wiki.example.com'",
        "account.username == 'annw'",
        "account.identityUserId == subject.id && account.identity_user_id == subject.id",
        "account.appUserType == AppUserType.USER",
        "account.status == UserStatus.ENABLED",
        "account.isExternal && account.is_external",
        "account.profile.plan == 'pro'",
        "subject.status == UserStatus.ENABLED && subject.type == UserType.HUMAN",
        "task.origin == TaskOrigin.WEBAPP",
        "has(subject.manager) && has(subject.profile.team)",
        "!has(subject.employmentStatus) && !has(subject.profile.boss)",
        "task.created_at < now() && task.grantDuration == duration('2h')",
        "subject == c1.directory.users.v1.GetByID('ann')",
        "'Berlin' in subject.profile.sites && subject.profile.level >= 3",
      })
  void conditionsSeeTheAccountToo(String text) {
    assertThat(Trial.ofTheCompany().condition(text)).isEqualTo(new Value.Truth(true));
  }

  @Test
  void approverExpressionsSeeTheOwnersOfTheAppToo() {
    Value otto = new Value.People(List.of(new UserId("otto")));
    assertThat(Trial.ofTheCompany().approvers("appOwners")).isEqualTo(otto);
    assertThat(Trial.ofTheCompany().approvers("app_owners")).isEqualTo(otto);
  }

  @Test
  void aNameOfAnotherPurposeIsAFlaw() {
    CelExpressions language = new CelExpressions();
    assertThat(language.check(Purpose.CONDITION, "size(appOwners) > 0")).hasSize(1);
    assertThat(language.check(Purpose.APPROVERS, "account.id == '' ? [subject] : []")).hasSize(1);
  }

  @Test
  void whatTheRequestLacksMakesTheExpressionFail() {
    Trial withoutAccount = new Trial(new Company(), Trial.request(null, null));
    assertThat(withoutAccount.condition("account.id == 'x'")).isInstanceOf(Value.Failure.class);
    assertThat(withoutAccount.condition("ip.isPrivate()")).isInstanceOf(Value.Failure.class);
  }

  @Test
  void aGrantWithoutAnEndIsPermanent() {
    Trial permanent = new Trial(new Company(), Trial.request(new AppUserId("wiki-ann"), null));
    assertThat(permanent.condition("task.isGrantPermanent")).isEqualTo(new Value.Truth(true));
    Trial short_ = new Trial(new Company(), Trial.request(null, Duration.ofMinutes(5)));
    assertThat(short_.condition("task.isGrantPermanent")).isEqualTo(new Value.Truth(false));
  }
}
