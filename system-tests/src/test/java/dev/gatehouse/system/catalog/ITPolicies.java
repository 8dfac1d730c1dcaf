package dev.gatehouse.system.catalog;

import static dev.gatehouse.system.catalog.CatalogService.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import dev.gatehouse.system.catalog.CatalogService.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Policies: making, changing and deleting them, and help with their expressions. */
class ITPolicies {
  private static final String POLICIES = "/api/v1/policies";
  private static final String STEPS = "{'steps':[{'approval':{'appOwners':{}}}]}";
  private static final String ORGANISATION =
      """
      source: policies
      users:
      - {id: ann, email: ann@example.com, displayName: Ann, department: Sales, managers: [bob]}
      - {id: bob, email: bob@example.com, displayName: Bob, profile: {team: blue, level: 3}}
      apps:
      - id: wiki
        displayName: Wiki
        appUsers: [{id: wiki-ann, user: ann, username: annw, profile: {plan: pro}}]
        entitlements:
        - {id: readers, displayName: Readers, owners: [bob], grants: [{appUser: wiki-ann}]}
      """;

  private static final String TRIAL = POLICIES + "/test-account-provision-policy";

  @TempDir private static Path folder;
  private static CatalogService catalog;
  private static JsonNode ids;

  @BeforeAll
  static void start() {
    catalog = CatalogService.start(folder);
    JsonNode answer = catalog.importFile(ADMIN, ORGANISATION).as("gatehouse.v1.ImportResponse");
    assertThat(answer.path("refused").isEmpty()).as(answer.toString()).isTrue();
    ids = answer.path("ids");
  }

  @AfterAll
  static void stop() {
    catalog.close();
  }

  private static String id(String reference) {
    return ids.path(reference).asString();
  }

  private static Answer post(String path, String body) {
    return catalog.send(ADMIN, "POST", path, body);
  }

  private static Answer create(String fields) {
    return post(POLICIES, "{'displayName':'P'," + fields + "}");
  }

  private static JsonNode made(String fields) {
    return create(fields).as("c1.api.policy.v1.CreatePolicyResponse").path("policy");
  }

  private static String body(String field, String text) {
    return Json.object().put(field, text).toString();
  }

  private static String named(String id) {
    return "'baselinePolicyId':'" + id + "'";
  }

  private static String own() {
    return "'policySteps':{'grant':" + STEPS + "}";
  }

  @Test
  void rulesAreAnsweredInBothSpellings() {
    JsonNode policy =
        made(
            "'policySteps':{'grant':"
                + STEPS
                + ",'sales':"
                + STEPS
                + "},'rules':[{'condition':'subject.department.size() > 3','policyKey':'sales'},"
                + "{'condition':'task.isGrantPermanent','stepKey':'grant'}]");

    assertThat(policy.at("/rules/0/stepKey").asString()).isEqualTo("sales");
    assertThat(policy.at("/rules/0/policyKey").asString()).isEqualTo("sales");
    assertThat(policy.at("/rules/1/policyKey").asString()).isEqualTo("grant");
    assertThat(policy.at("/rules/1/policyId").asString("")).isEmpty();
    JsonNode read =
        catalog
            .send(ADMIN, "GET", POLICIES + "/" + policy.path("id").asString(), "")
            .as("c1.api.policy.v1.GetPolicyResponse");
    assertThat(read.path("policy")).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'policySteps':{}                                       | Expected policySteps to hold steps under "grant", but there were none.
          S,'rules':[{'condition':' ','stepKey':'grant'}]        | Expected rules[0].condition to be an expression, but it was blank.
          S,'rules':[{'condition':'true'}]                       | Expected rules[0] to name a stepKey or a policyId, but it named neither.
          S,'rules':[{'condition':'true','stepKey':'x','policyId':'y'}]  | Expected rules[0] to have at most one of stepKey, policyId, but it had stepKey and policyId.
          S,'rules':[{'condition':'true','stepKey':'x','policyKey':'y'}] | Expected stepKey and policyKey of a rule to be the same, but they were not.
          S,'rules':[{'condition':'true','stepKey':'x'}]         | Expected policySteps to hold steps under "x", which rules[0] names, but there were none.
          S,'rules':[{'condition':'true','policyId':'nope'}]     | Expected rules to name a policy, but there is no "nope".
          S,'rules':[{'condition':'subject.x','stepKey':'grant'}]| Expected rules[0].condition to be an expression, but line 1, column 8 has a flaw: undefined field 'x'
          S,'rules':[{'condition':'subject.id','stepKey':'grant'}]| Expected rules[0].condition to be an expression, but line 1, column 1 has a flaw: Expected true or false, but the expression gives string.
          S,'annotations':{'c1/x':'y'}                           | Expected annotations of your own, but "c1/x" begins with c1/.
          """)
  void whatCannotRunIsRefusedWithASentence(String fields, String sentence) {
    assertThat(create(fields.replace("S,", own() + ",")).refusal()).isEqualTo("400 3 " + sentence);
  }

  @Test
  void moreThanSixteenRulesAreRefused() {
    String rule = "{'condition':'true','stepKey':'grant'}";
    assertThat(create(own() + ",'rules':[" + (rule + ",").repeat(16) + rule + "]").refusal())
        .isEqualTo("400 3 Expected at most 16 rules, but there were 17.");
  }

  @Test
  void policiesMayNameOthersButNeitherThemselvesNorTooMany() {
    String end = made(own()).path("id").asString();
    String before = end;
    for (int i = 0; i < 5; i++) {
      before = made(named(before)).path("id").asString();
    }
    assertThat(create(named(before)).refusal())
        .isEqualTo(
            "400 3 Expected a policy to lead to steps within 5 other policies, but it takes more.");
    assertThat(
            post(POLICIES + "/" + end, "{'policy':{'displayName':'P'," + named(before) + "}}")
                .refusal())
        .isEqualTo("400 3 Expected a policy that does not lead back to itself, but this one does.");
    assertThat(
            create(
                    "'policyType':'POLICY_TYPE_REVOKE','policySteps':{'revoke':"
                        + STEPS
                        + "},'rules':[{'condition':'true','policyId':'"
                        + end
                        + "'}]")
                .refusal())
        .isEqualTo(
            "400 3 Expected rules to name policies of the type REVOKE, but \"P\" is of another.");
  }

  @Test
  void aPolicyThatAnotherNamesIsNeitherDeletedNorOfAnotherType() {
    String used = made(own()).path("id").asString();
    String user = made(named(used)).path("id").asString();
    String uses =
        "400 9 Expected a policy that nothing uses, but a policy uses it: \"P\" (" + user + ").";

    assertThat(catalog.send(ADMIN, "DELETE", POLICIES + "/" + used, "").refusal()).isEqualTo(uses);
    assertThat(
            post(
                    POLICIES + "/" + used,
                    "{'policy':{'displayName':'P','policyType':'POLICY_TYPE_REVOKE',"
                        + "'policySteps':{'revoke':"
                        + STEPS
                        + "}}}")
                .refusal())
        .isEqualTo(uses);
    catalog
        .send(ADMIN, "DELETE", POLICIES + "/" + user, "")
        .as("c1.api.policy.v1.DeletePolicyResponse");
    catalog
        .send(ADMIN, "DELETE", POLICIES + "/" + used, "")
        .as("c1.api.policy.v1.DeletePolicyResponse");
  }

  @Test
  void withoutAMaskAnUpdateReplacesAllButAnnotationsWhichItMerges() {
    String path =
        POLICIES
            + "/"
            + made(own() + ",'description':'d','annotations':{'a':'1','b':'2'}")
                .path("id")
                .asString();

    JsonNode replaced =
        post(path, "{'policy':{'displayName':'Q'," + own() + ",'annotations':{'b':'','c':'3'}}}")
            .as("c1.api.policy.v1.UpdatePolicyResponse")
            .path("policy");
    JsonNode masked =
        post(path, "{'policy':{'displayName':'R','description':'e'},'updateMask':'displayName'}")
            .as("c1.api.policy.v1.UpdatePolicyResponse")
            .path("policy");

    assertThat(replaced.path("description").asString()).isEmpty();
    assertThat(replaced.path("annotations").toString()).isEqualTo("{\"a\":\"1\",\"c\":\"3\"}");
    assertThat(masked.path("displayName").asString()).isEqualTo("R");
    assertThat(masked.path("description").asString()).isEmpty();
  }

  @Test
  void anEditorLearnsWhereAnExpressionHasAFlaw() {
    JsonNode none =
        post(POLICIES + "/validate/cel", body("text", "subject.department == \"Sales\""))
            .as("c1.api.policy.v1.EditorValidateResponse");
    JsonNode people =
        post(POLICIES + "/validate/cel", body("text", "appOwners"))
            .as("c1.api.policy.v1.EditorValidateResponse");
    JsonNode flawed =
        post(POLICIES + "/validate/cel", body("text", "true &&\n  subjekt.id == subject.id"))
            .as("c1.api.policy.v1.EditorValidateResponse");

    assertThat(none.path("markers")).isEmpty();
    assertThat(people.path("markers")).isEmpty();
    JsonNode marker = flawed.at("/markers/0");
    assertThat(marker.path("severity").asString()).isEqualTo("ERROR");
    assertThat(marker.path("message").asString()).contains("'subjekt'");
    assertThat(marker.path("startLineNumber").asInt()).isEqualTo(2);
    assertThat(marker.path("startColumn").asInt()).isEqualTo(3);
    assertThat(marker.path("endLineNumber").asInt()).isEqualTo(2);
    assertThat(marker.path("endColumn").asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          subject.email                                                        | admin@localhost | string
          1 + 2                                                                | 3               | int
          c1.directory.users.v1.FindByEmail("Ann@example.com").department      | Sales           | string
          c1.directory.users.v1.FindByName("Ann").manager                      | bob@example.com | string
          string(int(c1.directory.users.v1.FindByName("Bob").profile.level))   | 3               | string
          c1.directory.users.v1.GetByID("ANN").status                          | USER_STATUS_ENABLED | string
          c1.directory.users.v1.GetManagers(c1.directory.users.v1.GetByID("ANN"))[0].displayName    | Bob | string
          c1.directory.users.v1.DirectReports(c1.directory.users.v1.GetByID("BOB"))[0].displayName  | Ann | string
          string(c1.user.v1.HasApp(c1.directory.users.v1.GetByID("ANN"), "WIKI"))                   | true | string
          string(c1.user.v1.HasEntitlement(c1.directory.users.v1.GetByID("ANN"), "WIKI", "READERS"))| true | string
          c1.user.v1.GetAppUserStatus(c1.directory.users.v1.GetByID("ANN"), "WIKI")                 | USER_STATUS_ENABLED | string
          c1.user.v1.ListAppUsersForUser(c1.directory.users.v1.GetByID("ANN"), "WIKI")[0].username  | annw | string
          c1.directory.apps.v1.GetEntitlementMembers("WIKI", "READERS")[0].displayName              | Ann | string
          c1.directory.apps.v1.GetEntitlementOwners("WIKI", "READERS")[0].displayName               | Bob | string
          c1.directory.groups.v1.FindByName("readers").displayName             | Readers         | string
          """)
  void valuesAreTriedOutOnTheRealDirectory(String text, String value, String type) {
    JsonNode answer =
        post(TRIAL, body("cel", withIds(text)))
            .as("c1.api.policy.v1.TestAccountProvisionPolicyResponse");

    assertThat(answer.path("value").asString()).isEqualTo(value);
    assertThat(answer.path("type").asString()).isEqualTo(type);
  }

  private static String withIds(String text) {
    return text.replace("ANN", id("user/ann"))
        .replace("BOB", id("user/bob"))
        .replace("WIKI", id("app/wiki"))
        .replace("READERS", id("entitlement/readers"));
  }

  @Test
  void whatGivesNoValueIsRefused() {
    assertThat(post(TRIAL, body("cel", "subject.")).refusal())
        .startsWith("400 3 Expected cel to be an expression, but it has a flaw: ");
    assertThat(post(TRIAL, body("cel", "c1.directory.users.v1.GetByID(\"x\").email")).refusal())
        .isEqualTo(
            "400 3 Expected cel to give a value, but it has a flaw: Expected a person with the id"
                + " \"x\", but there is none.");
    assertThat(catalog.send("ann@example.com", "POST", TRIAL, body("cel", "1")).refusal())
        .startsWith("403 7 ");
  }

  @Test
  void anImportIsHeldAgainstTheSameRules() {
    String file =
        """
        source: more
        policies:
        - {id: a, displayName: A, policySteps: {grant: {steps: [{accept: {}}]}},
           rules: [{condition: "subject.x", stepKey: grant}]}
        - {id: b, displayName: B, baselinePolicyId: c}
        - {id: c, displayName: C, baselinePolicyId: b}
        - {id: d, displayName: D, baselinePolicyId: e}
        - {id: e, displayName: E, policySteps: {grant: {steps: [{accept: {}}]}}}
        """;

    JsonNode answer = catalog.importFile(ADMIN, file).as("gatehouse.v1.ImportResponse");

    assertThat(answer.path("refused").valueStream().map(each -> each.path("path").asString()))
        .containsExactlyInAnyOrder("policies[0]", "policies[1]", "policies[2]");
    assertThat(answer.path("ids").has("policy/d")).isTrue();
  }
}
