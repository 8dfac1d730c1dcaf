package dev.gatehouse.system.catalog;

import static dev.gatehouse.system.catalog.CatalogService.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.system.catalog.CatalogService.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ITCatalog {
  private static final String ORGANISATION =
      """
      source: it
      users:
      - {id: ann, email: ann@example.com, displayName: Ann, managers: [bob]}
      - {id: bob, email: bob@example.com, displayName: Bob}
      policies:
      - id: bob-decides
        displayName: Bob decides
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [bob]}}}]}}
      apps:
      - id: wiki
        displayName: Wiki
        owners: [bob]
        connectors: [{id: corp, kind: ldap, config: {url: "ldap://localhost:389"}}]
        appUsers: [{id: wiki-ann, user: ann, username: ann, profile: {dn: "uid=ann"}}]
        entitlements:
        - id: editors
          displayName: Editors
          alias: wiki-editors
          owners: [bob]
          grantPolicyId: bob-decides
          durationGrant: 7200s
          provisionerPolicy: {connector: {defaultBehavior: {connectorId: corp}}}
          externalIds: {corp: "cn=editors"}
        - {id: readers, displayName: Readers, grants: [{appUser: wiki-ann}]}
      """;

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

  @Test
  void somebodyWithoutATokenIsNobody() {
    assertThat(catalog.send("", "GET", "/api/v1/apps", "").refusal())
        .isEqualTo(
            "401 16 Expected a bearer token in the Authorization header, but there was none.");
  }

  @Test
  void callersLearnWhoTheyAre() {
    JsonNode rights =
        catalog
            .send("bob@example.com", "GET", "/api/v1/auth/introspect", "")
            .as("c1.api.auth.v1.IntrospectResponse");

    assertThat(rights.path("userId").asString()).isEqualTo(id("user/bob"));
    assertThat(rights.path("permissions").toString()).isEqualTo("[\"READ_CATALOG\"]");
    catalog
        .send("bob@example.com", "POST", "/api/v1/users/introspect", "{}")
        .as("c1.api.user.v1.IntrospectResponse");
  }

  @Test
  void anEntitlementIsCreatedAndShownWithAllThatItPointsTo() {
    String app = createApp("Created");
    JsonNode type =
        post(
                "/api/v1/apps/" + app + "/resource_types",
                "{'displayName':'G','resourceType':'GROUP'}")
            .as("c1.api.app.v1.CreateManuallyManagedResourceTypeResponse");
    String typeId = type.at("/appResourceType/id").asString();
    String resourceId =
        post(
                "/api/v1/apps/" + app + "/resource_types/" + typeId + "/resources",
                "{'displayName':'editors'}")
            .as("c1.api.app.v1.CreateManuallyManagedAppResourceResponse")
            .at("/appResource/id")
            .asString();

    JsonNode created =
        post(
                "/api/v1/apps/" + app + "/entitlements",
                "{'display_name':'Eds','appResourceTypeId':'"
                    + typeId
                    + "','appResourceId':'"
                    + resourceId
                    + "','durationGrant':'60s','unknown':1,"
                    + "'provisionPolicy':{'manual':{'instructions':'by hand'}},"
                    + "'expandMask':{'paths':['*']}}")
            .as("c1.api.app.v1.CreateAppEntitlementResponse");

    JsonNode view = created.path("appEntitlementView");
    assertThat(view.at("/appEntitlement/provisionerPolicy/manual/instructions").asString())
        .isEqualTo("by hand");
    assertThat(expandedAt(created, view.path("appPath")).path("id").asString()).isEqualTo(app);
    assertThat(expandedAt(created, view.path("appResourceTypePath")).path("id").asString())
        .isEqualTo(typeId);
    assertThat(expandedAt(created, view.path("appResourcePath")).path("id").asString())
        .isEqualTo(resourceId);
  }

  @Test
  void onlyWhatTheMaskNamesIsExpanded() {
    JsonNode found =
        post(
                "/api/v1/search/entitlements",
                "{'alias':'wiki-editors','expandMask':{'paths':['app_resource_id']}}")
            .as("c1.api.app.v1.AppEntitlementSearchServiceSearchResponse");

    assertThat(found.at("/list/0/appPath").asString()).isEmpty();
    assertThat(found.path("expanded").isEmpty()).isTrue();
  }

  @Test
  void anAliasIsUniqueUntilItsHolderIsDeleted() {
    String entitlements = "/api/v1/apps/" + createApp("Aliases") + "/entitlements";
    String first = "{'displayName':'One','alias':'one-alias'}";
    String id =
        post(entitlements, first).body().at("/appEntitlementView/appEntitlement/id").asString();

    assertThat(post(entitlements, first).refusal())
        .isEqualTo("409 6 Expected alias to be unique, but an entitlement has it already.");

    catalog
        .send(ADMIN, "DELETE", entitlements + "/" + id, "")
        .as("c1.api.app.v1.DeleteAppEntitlementResponse");
    assertThat(
            get(entitlements + "/" + id)
                .as("c1.api.app.v1.GetAppEntitlementResponse")
                .at("/appEntitlementView/appEntitlement/deletedAt")
                .isString())
        .isTrue();
    post(entitlements, first).as("c1.api.app.v1.CreateAppEntitlementResponse");
  }

  @Test
  void entitlementsThatCannotBeAreRefusedWithASentence() {
    String entitlements = "/api/v1/apps/" + id("app/wiki") + "/entitlements";

    assertThat(post(entitlements, "{}").refusal())
        .isEqualTo("400 3 Expected displayName to be set, but it was missing.");
    assertThat(post(entitlements, "{'displayName':'x','grantPolicyId':'nope'}").refusal())
        .isEqualTo("400 3 Expected grantPolicyId to name a policy, but there is no \"nope\".");
    assertThat(post(entitlements, "{'displayName':'x','durationGrant':'soon'}").refusal())
        .startsWith("400 3 Expected durationGrant to be a duration such as");
    assertThat(post("/api/v1/apps/nope/entitlements", "{'displayName':'x'}").refusal())
        .isEqualTo("404 5 Expected an app with the id \"nope\", but there is none.");
  }

  @Test
  void anOwnerChangesTheirOwnAppAndNobodyElsesMay() {
    String wiki = "/api/v1/apps/" + id("app/wiki") + "/entitlements";
    String other = "/api/v1/apps/" + createApp("Other") + "/entitlements";

    catalog
        .send("bob@example.com", "POST", wiki, "{'displayName':'By Bob'}")
        .as("c1.api.app.v1.CreateAppEntitlementResponse");
    assertThat(catalog.send("bob@example.com", "POST", other, "{'displayName':'By Bob'}").refusal())
        .startsWith("403 7 Expected an owner of the app");
    assertThat(
            catalog
                .send("bob@example.com", "POST", "/api/v1/apps", "{'displayName':'x'}")
                .refusal())
        .startsWith("403 7 Expected a role with the permission WRITE_CATALOG");
  }

  @Test
  void ownersAreSetAddedAndRemoved() {
    String owners = "/api/v1/apps/" + createApp("Owned") + "/owners";
    String ann = id("user/ann");
    String bob = id("user/bob");

    catalog
        .send(ADMIN, "PUT", owners, "{'userIds':['" + ann + "']}")
        .as("c1.api.app.v1.SetAppOwnersResponse");
    post(owners + "/" + bob, "{}").as("c1.api.app.v1.AddAppOwnerResponse");
    catalog
        .send(ADMIN, "DELETE", owners + "/" + ann, "")
        .as("c1.api.app.v1.RemoveAppOwnerResponse");

    JsonNode list = get(owners).as("c1.api.app.v1.ListAppOwnersResponse").path("list");
    assertThat(list.valueStream().map(each -> each.path("id").asString())).containsExactly(bob);
    assertThat(post(owners + "/nobody", "{}").refusal())
        .isEqualTo("400 3 Expected userIds to name a user, but there is no \"nobody\".");
  }

  @Test
  void updatesChangeWhatTheMaskNames() {
    String path = "/api/v1/apps/" + createApp("Before");

    JsonNode changed =
        post(path, "{'app':{'displayName':'After','description':'x'},'updateMask':'displayName'}")
            .as("c1.api.app.v1.UpdateAppResponse")
            .path("app");

    assertThat(changed.path("displayName").asString()).isEqualTo("After");
    assertThat(changed.path("description").asString()).isEmpty();
  }

  @Test
  void builtInPoliciesAreThereAndStay() {
    JsonNode policies =
        get("/api/v1/policies?page_size=100").as("c1.api.policy.v1.ListPolicyResponse");
    List<JsonNode> builtIn =
        policies
            .path("list")
            .valueStream()
            .filter(each -> each.path("systemBuiltin").asBoolean())
            .toList();

    assertThat(builtIn).hasSize(3);
    String path = "/api/v1/policies/" + builtIn.getFirst().path("id").asString();
    assertThat(post(path, "{'policy':{'displayName':'Mine'}}").refusal())
        .isEqualTo("400 9 Expected to change a policy of your own, but this one is built in.");
    assertThat(catalog.send(ADMIN, "DELETE", path, "").refusal()).startsWith("400 9 ");
  }

  @Test
  void aPolicyInUseStaysAndSaysWhoUsesIt() {
    assertThat(
            catalog
                .send(ADMIN, "DELETE", "/api/v1/policies/" + id("policy/bob-decides"), "")
                .refusal())
        .startsWith(
            "400 9 Expected a policy that nothing uses, but an entitlement uses it:"
                + " \"Editors\"");
  }

  @Test
  void aPolicyThatThisVersionDoesNotRunIsRefused() {
    assertThat(
            post(
                    "/api/v1/policies",
                    "{'displayName':'x','policySteps':{'grant':{'steps':[{'action':{}}]}}}")
                .refusal())
        .startsWith("400 3 Expected policySteps.grant.steps[0] ");
  }

  @Test
  void pagesAreWholeAndEnd() {
    String app = createApp("Paged");
    for (int i = 0; i < 23; i++) {
      post("/api/v1/apps/" + app + "/entitlements", "{'displayName':'Same name'}")
          .as("c1.api.app.v1.CreateAppEntitlementResponse");
    }

    List<String> seen = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      JsonNode page =
          post(
                  "/api/v1/search/entitlements",
                  "{'appIds':['" + app + "'],'pageSize':10,'pageToken':'" + token + "'}")
              .as("c1.api.app.v1.AppEntitlementSearchServiceSearchResponse");
      page.path("list").forEach(each -> seen.add(each.at("/appEntitlement/id").asString()));
      token = page.path("nextPageToken").asString();
      pages++;
    } while (!token.isEmpty());

    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    assertThat(post("/api/v1/search/users", "{'pageToken':'nonsense'}").refusal())
        .startsWith("400 3 Expected pageToken ");
  }

  @Test
  void wordsFindByTheirBeginnings() {
    JsonNode found =
        post("/api/v1/search/entitlements", "{'query':'WIKI edit'}")
            .as("c1.api.app.v1.AppEntitlementSearchServiceSearchResponse");

    assertThat(found.at("/list/0/appEntitlement/id").asString())
        .isEqualTo(id("entitlement/editors"));
  }

  @Test
  void theRequestCatalogueShowsWhatTheCallerHolds() {
    String search = "/api/v1/search/request_catalog/entitlements";
    String message =
        "c1.api.requestcatalog.v1.RequestCatalogSearchServiceSearchEntitlementsResponse";

    JsonNode granted =
        catalog
            .send(
                "ann@example.com",
                "POST",
                search,
                "{'grantedStatus':'GRANTED','appDisplayName':'Wiki'}")
            .as(message);
    JsonNode byAlias =
        catalog
            .send("ann@example.com", "POST", search, "{'entitlementAlias':'wiki-editors'}")
            .as(message);

    assertThat(granted.path("list")).hasSize(1);
    assertThat(granted.at("/list/0/appEntitlementUserBindings/0/appUserId").asString())
        .isEqualTo(id("appUser/wiki-ann"));
    assertThat(byAlias.at("/list/0/entitlement/appEntitlement/durationGrant").asString())
        .isEqualTo("7200s");
  }

  @Test
  void anEntitlementWithoutAFormAnswersAnEmptyId() {
    JsonNode answer =
        catalog
            .send(
                ADMIN,
                "PUT",
                "/api/v1/request_schema_entitlement_binding",
                "{'entitlementRef':{'appId':'a','id':'" + id("entitlement/editors") + "'}}")
            .as(
                "c1.api.request_schema.v1.RequestSchemaServiceFindBindingForAppEntitlementResponse");

    assertThat(answer.path("requestSchemaId").asString()).isEmpty();
  }

  @Test
  void appUsersAreExpandedByPersonAndApp() {
    JsonNode found =
        post(
                "/api/v1/search/app_users",
                "{'userIds':['" + id("user/ann") + "'],'expandMask':{'paths':['*']}}")
            .as("c1.api.app.v1.AppUserServiceSearchResponse");

    JsonNode row = found.path("list").get(0);
    assertThat(expandedAt(found, row.path("identityUserPath")).path("email").asString())
        .isEqualTo("ann@example.com");
    assertThat(expandedAt(found, row.path("appPath")).path("displayName").asString())
        .isEqualTo("Wiki");
  }

  private static Answer post(String path, String body) {
    return catalog.send(ADMIN, "POST", path, body);
  }

  private static Answer get(String path) {
    return catalog.send(ADMIN, "GET", path, "");
  }

  private static String createApp(String name) {
    return post("/api/v1/apps", "{'displayName':'" + name + "'}")
        .as("c1.api.app.v1.CreateAppResponse")
        .at("/app/id")
        .asString();
  }

  private static JsonNode expandedAt(JsonNode answer, JsonNode path) {
    String text = path.asString();
    assertThat(text).matches("\\$\\.expanded\\[\\d+]");
    int place = Integer.parseInt(text.substring("$.expanded[".length(), text.length() - 1));
    return answer.path("expanded").get(place);
  }

  private static String id(String reference) {
    return ids.path(reference).asString();
  }
}
