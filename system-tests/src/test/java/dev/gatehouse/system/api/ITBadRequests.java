package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bodies, pages, tokens, keys and catalogue requests that cannot be. */
class ITBadRequests extends BadInput {
  @Test
  void anEntitlementIsOneThatCanBe() {
    String path = "/api/v1/apps/" + id("app/vault") + "/entitlements";
    check(max, path, "{}", "400 3 Expected displayName to be set, but it was missing.");
    check(
        max,
        path,
        "{'displayName':' '}",
        "400 3 Expected displayName to be set, but it was blank.");
    check(
        max, path, "{'displayName':7}", "400 3 Expected displayName to be a string, but it was 7.");
    check(
        max,
        path,
        "{'displayName':'x','durationGrant':'soon'}",
        "400 3 Expected durationGrant to be a duration such as \"3600s\", but it was \"soon\".");
    check(
        max,
        path,
        "{'displayName':'x','durationGrant':'-1s'}",
        "400 3 Expected durationGrant to be longer than 0s, but it was \"-1s\".");
    check(
        max,
        path,
        "{'displayName':'x','durationGrant':'1s','durationUnset':{}}",
        "400 3 Expected the body to have at most one of durationUnset, durationGrant, but it had"
            + " durationUnset and durationGrant.");
    check(
        max,
        path,
        "{'displayName':'x','provisionPolicy':{'manual':{},'connector':{}}}",
        "400 3 Expected provisionPolicy to have at most one of connector, manual, delegated,"
            + " webhook, multiStep, externalTicket, unconfigured, action, devicePlacement, but it"
            + " had connector and manual.");
    for (String field : new String[] {"grantPolicyId", "revokePolicyId"}) {
      check(
          max,
          path,
          "{'displayName':'x','" + field + "':'none'}",
          "400 3 Expected " + field + " to name a policy, but there is no \"none\".");
    }
    check(
        max,
        path,
        "{'displayName':'x','revokePolicyId':'" + id("policy/reasons") + "'}",
        "400 3 Expected revokePolicyId to name a policy of type POLICY_TYPE_REVOKE, but \""
            + id("policy/reasons")
            + "\" is of type POLICY_TYPE_GRANT.");
    check(
        max,
        path,
        "{'displayName':'x','appResourceTypeId':'none'}",
        "400 3 Expected appResourceTypeId to name a resource type, but there is no \"none\".");
    check(
        max,
        path,
        "{'displayName':'x','appEntitlementOwnerIds':['none']}",
        "400 3 Expected appEntitlementOwnerIds to name a user, but there is no \"none\".");
    check(
        max,
        path,
        "{'displayName':'x','emergencyGrantEnabled':true}",
        "400 3 Expected emergencyGrantPolicyId to be set where emergencyGrantEnabled is, but it was"
            + " not.");
    check(
        max,
        path,
        "{'displayName':'x','alias':'vault-free'}",
        "409 6 Expected alias to be unique, but an entitlement has it already.");
    check(
        amy,
        path,
        "{'displayName':'x'}",
        "403 7 Expected an owner of the app or a role with the permission WRITE_CATALOG, but you"
            + " are neither.");
    for (String app : new String[] {"none", "%20"}) {
      check(
          root,
          "/api/v1/apps/" + app + "/entitlements",
          "{'displayName':'x'}",
          "404 5 Expected an app with the id \""
              + app.replace("%20", " ")
              + "\", but there is none.");
    }
  }

  @Test
  void whatIsReadByIdIsThere() {
    String vault = "/api/v1/apps/" + id("app/vault");
    for (String none : new String[] {"none", "%20"}) {
      String shown = "\"" + none.replace("%20", " ") + "\"";
      String byId = " with the id " + shown + ", but there is none.";
      check(api.get(amy, "/api/v1/apps/" + none), "404 5 Expected an app" + byId);
      check(api.get(amy, "/api/v1/users/" + none), "404 5 Expected a user" + byId);
      check(api.get(amy, "/api/v1/policies/" + none), "404 5 Expected a policy" + byId);
      check(api.get(amy, vault + "/entitlements/" + none), "404 5 Expected an entitlement" + byId);
      check(
          api.get(amy, vault + "/resource_types/" + none), "404 5 Expected a resource type" + byId);
      check(api.get(amy, "/api/v1/apps/" + none + "/app_users"), "404 5 Expected an app" + byId);
    }
    check(
        api.get(amy, "/api/v1/apps/" + id("app/other") + "/entitlements/" + id("entitlement/free")),
        "404 5 Expected an entitlement \""
            + id("entitlement/free")
            + "\" in the app, but it has none.");
  }

  @Test
  void aBodyIsJsonOfTheRightTypes() {
    String unreadable = "400 3 Expected a body of JSON, but it could not be read.";
    for (String body :
        new String[] {"{'appId': ", "no json", "{'a':1}{'b':2}", "{'a':1,'a':2}", "{'a':NaN}"}) {
      check(amy, GRANT, body, unreadable);
      check(amy, "/api/v1/search/users", body, unreadable);
    }
    Map<String, String> form = new HashMap<>(Map.of("Authorization", "Bearer " + amy));
    form.put("Content-Type", "application/x-www-form-urlencoded");
    check(api.send("POST", GRANT, "appId=x&appEntitlementId=y", form), unreadable);
    String object = "400 3 Expected the body to be an object, but it was ";
    check(amy, GRANT, "[]", object + "a list.");
    check(amy, GRANT, "'text'", object + "\"text\".");
    check(amy, GRANT, "7", object + "7.");
    check(amy, GRANT, "null", "400 3 Expected appId to be set, but it was missing.");
    check(api.post(amy, GRANT, ""), "400 3 Expected appId to be set, but it was missing.");
    check(amy, GRANT, "{'appId':5}", "400 3 Expected appId to be a string, but it was 5.");
    check(amy, GRANT, "{'appId':{}}", "400 3 Expected appId to be a string, but it was an object.");
    check(
        amy,
        GRANT,
        "{'description':true}",
        "400 3 Expected description to be a string, but it was true.");
    check(
        amy,
        GRANT,
        "{'emergencyAccess':'yes'}",
        "400 3 Expected emergencyAccess to be true or false, but it was \"yes\".");
    check(
        amy,
        GRANT,
        "{'expandMask':{'paths':'*'}}",
        "400 3 Expected expandMask.paths to be a list, but it was \"*\".");
    check(
        amy,
        GRANT,
        "{'expandMask':{'paths':[1]}}",
        "400 3 Expected expandMask.paths[0] to be a string, but it was 1.");
    check(
        amy,
        SEARCH,
        "{'taskStates':['OPEN']}",
        "400 3 Expected taskStates[0] to be one of TASK_STATE_UNSPECIFIED, TASK_STATE_OPEN,"
            + " TASK_STATE_CLOSED, but it was \"OPEN\".");
    check(
        amy,
        SEARCH,
        "{'createdAfter':'yesterday'}",
        "400 3 Expected createdAfter to be a time such as \"2026-01-31T12:00:00Z\", but it was"
            + " \"yesterday\".");
  }

  @Test
  void aBodyHasALimit() {
    String large = "400 3 Expected a body of at most 256 KB, but it was larger.";
    String text = "x".repeat(257 * 1024);
    check(api.post(amy, GRANT, access("free").put("description", text)), large);
    check(api.post(root, "/api/v1/apps", Json.object().put("displayName", text)), large);
    check(api.post(amy, SEARCH, Json.object().put("query", text)), large);
    check(api.send("PUT", "/api/v1/apps/x/owners", "\"" + text + "\"", bearer(root)), large);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  @Test
  void aPageIsOneThatCanBe() {
    String another =
        "400 3 Expected pageToken to be the nextPageToken of an earlier answer, but it was not.";
    String[] searches = {
      "tasks", "users", "apps", "app_users", "entitlements", "policies", "grants", "app_resources"
    };
    for (String search : searches) {
      String path = "/api/v1/search/" + search;
      check(amy, path, "{'pageToken':'made-up'}", another);
      check(
          amy,
          path,
          "{'pageSize':'many'}",
          "400 3 Expected pageSize to be a whole number of 32 bits, but it was \"many\".");
      check(
          amy,
          path,
          "{'pageSize':4294967296}",
          "400 3 Expected pageSize to be a whole number of 32 bits, but it was 4294967296.");
      assertThat(api.post(amy, path, "{\"pageSize\": -7}").status()).isEqualTo(200);
      assertThat(api.post(amy, path, "{\"pageSize\": 5000}").status()).isEqualTo(200);
    }
    for (String list : new String[] {"users", "apps", "policies"}) {
      String path = "/api/v1/" + list;
      check(api.get(amy, path + "?page_token=made-up"), another);
      for (String size : new String[] {"many", "1.5", "4294967296"}) {
        check(
            api.get(amy, path + "?page_size=" + size),
            "400 3 Expected page_size to be a whole number, but it was \"" + size + "\".");
      }
      assertThat(api.get(amy, path + "?page_size=-7").status()).isEqualTo(200);
      assertThat(api.get(amy, path + "?page_size=5000").status()).isEqualTo(200);
    }
  }

  @Test
  void anAddressAndItsMethodAreKnown() {
    String unknown = "404 5 Expected a known address, but there is none here.";
    for (String path : new String[] {"/api/v1/nothing", "/gatehouse/v1/nothing", "/nothing", "/"}) {
      check(api.get(amy, path), unknown);
    }
    for (String method : new String[] {"GET", "PUT", "DELETE", "PATCH", "OPTIONS"}) {
      check(api.send(method, GRANT, "", bearer(amy)), unknown);
    }
    assertThat(api.send("HEAD", "/api/v1/users", "", bearer(amy)).status()).isEqualTo(404);
  }

  @Test
  void everyAddressNeedsAToken() {
    SearchFields.description()
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods
                    .propertyNames()
                    .forEach(
                        method ->
                            check(
                                api.send(
                                    method.toUpperCase(Locale.ROOT),
                                    path.replaceAll("\\{[^}]*}", "x"),
                                    "",
                                    Map.of()),
                                "401 16 Expected a bearer token in the Authorization header, but"
                                    + " there was none.")));
  }

  @Test
  void aTokenIsOneThatHolds() {
    String path = "/api/v1/auth/introspect";
    check(
        api.get("nonsense", path),
        "401 16 Expected a signed token, but it could not be read as one.");
    check(
        api.get(gatehouse.expiredToken("amy"), path),
        "401 16 Expected a token that is still valid, but it has expired.");
    String[] parts = amy.split("\\.", -1);
    String[] others = max.split("\\.", -1);
    check(
        api.get(parts[0] + "." + others[1] + "." + parts[2], path),
        "401 16 Expected a token with a valid signature, but it is not valid.");
    check(
        api.get(gatehouse.token("stranger"), path),
        "401 16 Expected a token of a person known here, but it names somebody else.");
    check(
        api.get(gatehouse.token("off"), path),
        "401 16 Expected a token of an enabled person, but the person is disabled.");
    check(
        api.send("GET", path, "", Map.of("Authorization", "Basic YTpi")),
        "401 16 Expected a bearer token in the Authorization header, but there was none.");
  }

  @Test
  void aKeyIsForOneRequest() {
    String odd = "400 3 Expected one Idempotency-Key of 1 to 255 characters, but it was not.";
    check(api.post(amy, GRANT, access("free"), " "), odd);
    check(api.post(amy, GRANT, access("free"), "x".repeat(256)), odd);
    String key = UUID.randomUUID().toString();
    JsonNode task = api.post(amy, GRANT, access("free"), key).task();
    String conflict =
        "409 10 Expected the same request under the same command id, but it was made with another"
            + " one before.";
    check(api.post(amy, GRANT, access("free").put("description", "Else"), key), conflict);
    String comment = action(task, "comment");
    api.post(amy, comment, Json.object().put("comment", "One."), key).task();
    check(api.post(amy, comment, Json.object().put("comment", "Two."), key), conflict);
    close(task);
  }

  @Test
  void aKeyThatMadeSomethingFindsItAgain() {
    String path = "/api/v1/apps/" + id("app/vault") + "/entitlements";
    String key = UUID.randomUUID().toString();
    ObjectNode body = Json.object().put("displayName", "Once").put("alias", "vault-once");
    JsonNode first = api.post(max, path, body, key).json().at("/appEntitlementView/appEntitlement");
    assertThat(first.path("alias").asString()).isEqualTo("vault-once");
    assertThat(api.post(max, path, body, key).json().at("/appEntitlementView/appEntitlement"))
        .isEqualTo(first);
    check(
        api.post(max, path, body.deepCopy().put("displayName", "Twice"), key),
        "409 10 Expected the same request under the same Idempotency-Key, but it was made with"
            + " another one before.");
    check(
        api.post(max, path, body, " "),
        "400 3 Expected one Idempotency-Key of 1 to 255 characters, but it was not.");
    check(
        api.post(root, path, body, key),
        "409 6 Expected alias to be unique, but an entitlement has it already.");
  }

  @Test
  void fieldsThatAreNotKnownAreIgnored() {
    ObjectNode body = access("free").put("somethingNew", 1);
    body.putObject("expandMask").put("depth", 3).putArray("paths").add("unknown_id");
    JsonNode task = api.post(amy, GRANT, body).task();
    assertThat(task.path("state").asString()).isEqualTo("TASK_STATE_OPEN");
    ObjectNode denial = onStep(task).put("comment", "No.").put("mood", "bad");
    assertThat(
            api.post(max, action(task, "deny"), denial).task().at("/type/grant/outcome").asString())
        .isEqualTo("GRANT_OUTCOME_DENIED");
  }
}
