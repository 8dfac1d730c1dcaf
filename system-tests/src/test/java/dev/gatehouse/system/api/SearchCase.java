package dev.gatehouse.system.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A search, and for each filter that it serves a value with which it finds something else than
 * without; the fields that nothing can be seen of here have the value {@code same}.
 */
record SearchCase(String path, String message, Map<String, String> served) {
  static final String SAME = "same";
  private static final Pattern REFERENCE = Pattern.compile("<([^>]+)>");

  private static final String CASES =
      """
      /api/v1/search/tasks c1.api.task.v1.TaskSearchRequest
        accountOwnerIds ["x"]
        accountStatuses ["STATUS_DELETED"]
        accountTypes ["APP_USER_TYPE_SYSTEM_ACCOUNT"]
        actorId "x"
        appEntitlementIds ["x"]
        appResourceIds ["x"]
        appResourceTypeIds ["x"]
        appUserSubjectIds ["x"]
        applicationIds ["x"]
        assignedOrStepApproverUserId "x"
        assigneesInIds ["x"]
        certifyOutcomes ["CERTIFY_OUTCOME_ERROR"]
        createdAfter "2100-01-01T00:00:00Z"
        createdBefore "2000-01-01T00:00:00Z"
        currentStep "TASK_SEARCH_CURRENT_STEP_PROVISION"
        emergencyStatus "EMERGENCY"
        excludeAppEntitlementIds ["<entitlement/pages>"]
        excludeAppResourceTypeIds ["<type>"]
        excludeApplicationIds ["<app/site>"]
        excludeIds ["<task>"]
        grantOutcomes ["GRANT_OUTCOME_ERROR"]
        includeActedAfter "2100-01-01T00:00:00Z"
        includeDeleted same
        myWorkUserIds ["x"]
        olderThanDuration "86400s"
        openerIds ["x"]
        openerOrSubjectUserId "x"
        outcomeAfter "2000-01-01T00:00:00Z"
        outcomeBefore "2100-01-01T00:00:00Z"
        previouslyActedOnIds ["x"]
        query "zzz"
        refs [{"id": "x"}]
        requireApprovalReason true
        requireDenialReason true
        revokeOutcomes ["REVOKE_OUTCOME_ERROR"]
        stepApprovalTypes ["STEP_APPROVAL_TYPE_AGENT"]
        subjectIds ["x"]
        taskStates ["TASK_STATE_CLOSED"]
        taskTypes [{"revoke": {}}]
        userEmploymentStatuses ["x"]
      /api/v1/search/entitlements c1.api.app.v1.AppEntitlementSearchServiceSearchRequest
        alias "x"
        appIds ["x"]
        appUserIds ["x"]
        complianceFrameworkIds ["x"]
        displayName "x"
        excludeAppIds ["<app/site>"]
        excludeAppUserIds ["<appUser/site-zoe>"]
        excludeImmutable same
        excludeResourceTypeIds ["<type>"]
        excludedEntitlementRefs [{"appId": "<app/site>", "id": "<entitlement/pages>"}]
        includeDeleted true
        isAutomated true
        onlyGetExpiring true
        policyRefs [{"id": "x"}]
        query "zzz"
        refs [{"appId": "<app/site>", "id": "x"}]
        requestSchemaIds ["x"]
        resourceIds ["x"]
        resourceTypeIds ["x"]
        riskLevelIds ["x"]
        sourceConnectorId "x"
      /api/v1/search/request_catalog/entitlements \
      c1.api.requestcatalog.v1.RequestCatalogSearchServiceSearchEntitlementsRequest
        appDisplayName "x"
        entitlementAlias "x"
        grantedStatus "GRANTED"
        includeDeleted true
        query "zzz"
      /api/v1/search/grants c1.api.app.v1.AppEntitlementSearchServiceSearchGrantsRequest
        appIds ["x"]
        appUserIds ["x"]
        entitlementRefs [{"appId": "<app/site>", "id": "x"}]
        entitlementSlugs ["x"]
        purpose ["APP_ENTITLEMENT_PURPOSE_VALUE_OWNERSHIP"]
        resourceIds ["x"]
        resourceTypeIds ["x"]
        userId "x"
      /api/v1/search/apps c1.api.app.v1.SearchAppsRequest
        appIds ["x"]
        displayName "x"
        excludeAppIds ["<app/site>"]
        onlyDirectories true
        policyRefs [{"id": "x"}]
        query "zzz"
      /api/v1/search/app_users c1.api.app.v1.AppUserServiceSearchRequest
        appId "x"
        appIds ["x"]
        appUserIds ["x"]
        appUserStatusDetails ["x"]
        appUserStatuses ["STATUS_DELETED"]
        appUserTypes ["APP_USER_TYPE_SYSTEM_ACCOUNT"]
        excludeAppUserIds ["<appUser/site-zoe>"]
        excludeDeletedApps same
        query "zzz"
        refs [{"appId": "<app/site>", "id": "x"}]
        userIds ["x"]
      /api/v1/search/app_resource_types c1.api.app.v1.SearchAppResourceTypesRequest
        appIds ["x"]
        displayName "x"
        excludeResourceTypeIds ["<type>"]
        excludeResourceTypeTraitIds ["group"]
        query "zzz"
        resourceTypeIds ["x"]
        resourceTypeTraitIds ["x"]
      /api/v1/search/app_resources c1.api.app.v1.SearchAppResourcesRequest
        appId "x"
        appIds ["x"]
        excludeDeletedApps same
        excludeResourceIds ["<resource>"]
        ownerUserIds ["x"]
        query "zzz"
        refs [{"appId": "<app/site>", "appResourceTypeId": "<type>", "id": "x"}]
        resourceIds ["x"]
        resourceTypeIds ["x"]
        unownedOnly true
      /api/v1/search/policies c1.api.policy.v1.SearchPoliciesRequest
        displayName "x"
        excludePolicyIds ["<policy/yan-decides>"]
        includeDeleted true
        policyTypes ["POLICY_TYPE_CERTIFY"]
        query "zzz"
        refs [{"id": "x"}]
        scopeAppEntitlementId "x"
        scopeAppId "x"
      /api/v1/search/users c1.api.user.v1.SearchUsersRequest
        delegateStatus "DELEGATE_STATUS_HAS_DELEGATE"
        delegatedUserIds ["x"]
        departments ["x"]
        email "x@example.com"
        excludeIds ["<user/zoe>"]
        excludeOrigins ["USER_ORIGIN_LOCAL"]
        excludeTypes ["USER_TYPE_HUMAN"]
        ids ["x"]
        jobTitles ["x"]
        managerIds ["x"]
        origins ["USER_ORIGIN_SYSTEM"]
        query "zzz"
        refs [{"id": "x"}]
        roleIds ["x"]
        userStatuses ["DISABLED"]
      """;

  /**
   * All searches.
   *
   * @param ids what a reference such as {@code app/site} is called here
   */
  static List<SearchCase> all(UnaryOperator<String> ids) {
    List<SearchCase> cases = new ArrayList<>();
    for (String line : CASES.lines().toList()) {
      String[] words = line.strip().split(" ", 2);
      if (line.startsWith("/")) {
        cases.add(new SearchCase(words[0], words[1], new LinkedHashMap<>()));
      } else {
        String value = REFERENCE.matcher(words[1]).replaceAll(m -> ids.apply(m.group(1)));
        cases.getLast().served().put(words[0], value);
      }
    }
    return cases;
  }
}
