package dev.gatehouse.model.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ReadBodiesTest {
  private static final String GRANT = "c1.api.task.v1.TaskServiceCreateGrantRequest";
  private static final String ENTITLEMENT = "c1.api.app.v1.CreateAppEntitlementRequestInput";
  private static final String POLICY = "c1.api.policy.v1.CreatePolicyRequest";
  private static final String APPROVE = "c1.api.task.v1.TaskActionsServiceApproveRequestInput";

  @Test
  void namesAreReadInBothSpellings() {
    ObjectNode read =
        read(GRANT, "{'app_id': 'wiki', 'appEntitlementId': 'editors', 'grant_duration': '3600s'}");

    assertThat(read)
        .isEqualTo(
            json("{'appId': 'wiki', 'appEntitlementId': 'editors', 'grantDuration': '3600s'}"));
  }

  @Test
  void theLowerCamelSpellingWinsWhereBothAreGiven() {
    ObjectNode read =
        read(GRANT, "{'app_id': 'b', 'appId': 'a', 'app_entitlement_id': 'e', 'zzz': 1}");

    assertThat(read).isEqualTo(json("{'appId': 'a', 'appEntitlementId': 'e'}"));
  }

  @Test
  void unknownFieldsAndNullsAreDropped() {
    ObjectNode read =
        read(
            GRANT,
            "{'appId': 'a', 'appEntitlementId': 'e', 'appUserId': null, 'colour': {'deep': [1]},"
                + " 'expandMask': {}}");

    assertThat(read).isEqualTo(json("{'appId': 'a', 'appEntitlementId': 'e', 'expandMask': {}}"));
  }

  @Test
  void anEmptyTextStays() {
    assertThat(read(GRANT, "{'appId':'a','appEntitlementId':'e','appUserId':''}").path("appUserId"))
        .isEqualTo(json("{'x': ''}").get("x"));
  }

  @Test
  void fieldsThatOnlyTheServerSetsAreDropped() {
    MessageShape policy = Shapes.api().message("c1.api.policy.v1.Policy");
    JsonNode body = json("{'id': 'p1', 'displayName': 'Two eyes', 'systemBuiltin': true}");

    assertThat(policy.read(body)).isEqualTo(json("{'displayName': 'Two eyes'}"));
    assertThat(policy.readWithServerFields(body)).isEqualTo(body);
  }

  @Test
  void longNumbersAreReadFromNumbersAndTexts() {
    MessageShape escalation = Shapes.api().message("c1.api.policy.v1.Escalation");

    assertThat(escalation.read(json("{'expiration': 3600}")))
        .isEqualTo(json("{'expiration': '3600'}"));
    assertThat(escalation.read(json("{'expiration': '9223372036854775807'}")))
        .isEqualTo(json("{'expiration': '9223372036854775807'}"));
  }

  @Test
  void timesAreReadWithAnyOffset() {
    assertThat(
            Shapes.api()
                .message("c1.api.task.v1.TaskSearchRequest")
                .read(json("{'createdAfter': '2026-01-31T13:00:00+01:00'}")))
        .isEqualTo(json("{'createdAfter': '2026-01-31T12:00:00.000Z'}"));
  }

  @Test
  void freeObjectsAreKeptAsGiven() {
    ObjectNode read =
        read(
            GRANT,
            "{'appId':'a','appEntitlementId':'e','requestData':{'a_b':{'c':[1,null,{'d':true}]}}}");

    assertThat(read.path("requestData")).isEqualTo(json("{'a_b':{'c':[1,null,{'d':true}]}}"));
  }

  @Test
  void noBodyReadsAsAnEmptyOne() {
    assertThat(Shapes.api().message("c1.api.user.v1.SearchUsersRequest").read(null)).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          GRANT       | [] | Expected the body to be an object, but it was a list.
          GRANT       | 'x' | Expected the body to be an object, but it was "x".
          GRANT       | {'appEntitlementId':'e'} | Expected appId to be set, but it was missing.
          GRANT       | {'appId':null,'appEntitlementId':'e'} | Expected appId to be set, but it was missing.
          GRANT       | {'appId':'  ','appEntitlementId':'e'} | Expected appId to be set, but it was blank.
          GRANT       | {'appId':7} | Expected appId to be a string, but it was 7.
          GRANT       | {'appId':{}} | Expected appId to be a string, but it was an object.
          GRANT       | {'appId':['a']} | Expected appId to be a string, but it was a list.
          GRANT       | {'appId':'a\\ud800'} | Expected appId to be valid Unicode, but half of a surrogate pair stood alone.
          GRANT       | {'grantDuration':'abc'} | Expected grantDuration to be a duration such as "3600s", but it was "abc".
          GRANT       | {'grantDuration':3600} | Expected grantDuration to be a duration such as "3600s", but it was 3600.
          GRANT       | {'grantDuration':'1h'} | Expected grantDuration to be a duration such as "3600s", but it was "1h".
          GRANT       | {'grantDuration':'999999999999s'} | Expected grantDuration to be a duration such as "3600s", but it was "999999999999s".
          GRANT       | {'emergencyAccess':'true'} | Expected emergencyAccess to be true or false, but it was "true".
          GRANT       | {'expandMask':{'paths':'*'}} | Expected expandMask.paths to be a list, but it was "*".
          GRANT       | {'expandMask':{'paths':['*',1]}} | Expected expandMask.paths[1] to be a string, but it was 1.
          GRANT       | {'expandMask':{'paths':[null]}} | Expected expandMask.paths[0] to be a string, but it was null.
          GRANT       | {'requestData':[]} | Expected requestData to be an object, but it was a list.
          GRANT       | {'requestData':{'\\u0000':1}} | Expected requestData to have no NUL character in its keys, but one had.
          GRANT       | {'requestData':{'x':[1e400]}} | Expected requestData.x[0] to be a number, but it was Infinity.
          APPROVE     | {'comment':'fine'} | Expected policyStepId to be set, but it was missing.
          ENTITLEMENT | {'displayName':'x','purpose':'FUN'} | Expected purpose to be one of APP_ENTITLEMENT_PURPOSE_VALUE_UNSPECIFIED, APP_ENTITLEMENT_PURPOSE_VALUE_ASSIGNMENT, APP_ENTITLEMENT_PURPOSE_VALUE_PERMISSION, APP_ENTITLEMENT_PURPOSE_VALUE_OWNERSHIP, but it was "FUN".
          ENTITLEMENT | {'displayName':'x','durationGrant':'1s','durationUnset':{}} | Expected the body to have at most one of durationUnset, durationGrant, but it had durationUnset and durationGrant.
          ENTITLEMENT | {'displayName':'x','annotations':{'a':1}} | Expected annotations.a to be a string, but it was 1.
          POLICY      | {'displayName':'x','policySteps':{'grant':{'steps':[{'approval':{'users':{'userIds':['bob',7]}}}]}}} | Expected policySteps.grant.steps[0].approval.users.userIds[1] to be a string, but it was 7.
          POLICY      | {'displayName':'x','policySteps':{'grant':{'steps':[{'approval':{},'reject':{}}]}}} | Expected policySteps.grant.steps[0] to have at most one of approval, provision, accept, reject, wait, form, action, but it had approval and reject.
          ESCALATION  | {'expiration':'soon'} | Expected expiration to be a whole number of 64 bits, but it was "soon".
          ESCALATION  | {'expiration':1.5} | Expected expiration to be a whole number of 64 bits, but it was 1.5.
          ESCALATION  | {'expiration':'9223372036854775808'} | Expected expiration to be a whole number of 64 bits, but it was "9223372036854775808".
          ESCALATION  | {'expiration':1e400} | Expected expiration to be a whole number of 64 bits, but it was Infinity.
          SEARCH      | {'pageSize':2147483648} | Expected pageSize to be a whole number of 32 bits, but it was 2147483648.
          SEARCH      | {'createdAfter':'yesterday'} | Expected createdAfter to be a time such as "2026-01-31T12:00:00Z", but it was "yesterday".
          """)
  void whatDoesNotFitIsRefusedWithASentence(String message, String body, String sentence) {
    String name =
        switch (message) {
          case "GRANT" -> GRANT;
          case "APPROVE" -> APPROVE;
          case "ENTITLEMENT" -> ENTITLEMENT;
          case "POLICY" -> POLICY;
          case "ESCALATION" -> "c1.api.policy.v1.Escalation";
          default -> "c1.api.task.v1.TaskSearchRequest";
        };

    ApiException refused = refused(name, json(body));

    assertThat(refused.error().code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refused.error().message()).isEqualTo(sentence);
  }

  @Test
  void listsMayHave200ItemsAndNoMore() {
    ObjectNode body = (ObjectNode) json("{'appId':'a','appEntitlementId':'e'}");
    for (int i = 0; i < 200; i++) {
      body.withObject("/expandMask").withArray("/paths").add("*");
    }
    assertThat(Shapes.api().message(GRANT).read(body)).isEqualTo(body);

    body.withObject("/expandMask").withArray("/paths").add("*");
    assertThat(refused(GRANT, body).error().message())
        .isEqualTo("Expected expandMask.paths to have at most 200 items, but there were 201.");
  }

  @Test
  void bodiesMayBe20LevelsDeepAndNoMore() {
    ObjectNode body = (ObjectNode) json("{'appId':'a','appEntitlementId':'e'}");
    ObjectNode inner = body.putObject("requestData");
    for (int depth = 3; depth <= 20; depth++) {
      inner = inner.putObject("x");
    }
    assertThat(Shapes.api().message(GRANT).read(body)).isEqualTo(body);

    inner.putArray("x");
    assertThat(refused(GRANT, body).error().message())
        .startsWith("Expected requestData.x.x")
        .endsWith("to be nested at most 20 levels deep, but it was deeper.");
  }

  @Test
  void longTextsAreShownShortened() {
    ObjectNode body = Json.object();
    body.put("grantDuration", "9".repeat(5_000));

    assertThat(refused(GRANT, body).error().message()).hasSizeLessThan(200).contains("999...");
  }

  private static ApiException refused(String message, JsonNode body) {
    return catchThrowableOfType(ApiException.class, () -> Shapes.api().message(message).read(body));
  }

  private static ObjectNode read(String message, String body) {
    return Shapes.api().message(message).read(json(body));
  }

  private static JsonNode json(String text) {
    return Json.mapper().readTree(text.replace('\'', '"'));
  }
}
