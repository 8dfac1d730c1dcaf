package dev.gatehouse.entitlement.entitlement;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.nin;

import dev.gatehouse.entitlement.store.Search;
import java.util.List;
import java.util.regex.Pattern;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the API's entitlement search into a filter. */
@Component
class EntitlementSearch {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");

  private final Holdings holdings;

  EntitlementSearch(Holdings holdings) {
    this.holdings = holdings;
  }

  Mono<Bson> filter(ObjectNode message) {
    Search search =
        Search.by(message)
            .live()
            .words()
            .equal("alias", "alias")
            .equal("displayName", "displayName")
            .anyOf("appIds", "appId")
            .noneOf("excludeAppIds", "appId")
            .anyOf("resourceIds", "appResourceId")
            .anyOf("resourceTypeIds", "appResourceTypeId")
            .noneOf("excludeResourceTypeIds", "appResourceTypeId")
            .anyOf("riskLevelIds", "riskLevelValueId")
            .anyOf("complianceFrameworkIds", "complianceFrameworkValueIds")
            .anyOf("requestSchemaIds", "requestSchemaId")
            .refs("refs")
            .notRefs("excludedEntitlementRefs")
            .refsIn(
                "policyRefs",
                "grantPolicyId",
                "revokePolicyId",
                "certifyPolicyId",
                "emergencyGrantPolicyId");
    if (search.flag("onlyGetExpiring")) {
      search.and(exists("durationGrant"));
    }
    if (search.flag("isAutomated")) {
      search.and(eq("isAutomationEnabled", true));
    }
    if (search.flag("excludeImmutable")) {
      search.and(ne("systemBuiltin", true));
    }
    String connector = search.given("sourceConnectorId").asString("");
    if (ID.matcher(connector).matches()) {
      search.and(exists("sourceConnectorIds." + connector));
    } else if (!connector.isEmpty()) {
      search.nothing();
    }
    return heldBy(search.given("appUserIds"))
        .doOnNext(search::idIn)
        .then(heldBy(search.given("excludeAppUserIds")))
        .doOnNext(held -> search.and(nin("_id", held)))
        .then(Mono.fromSupplier(search::filter));
  }

  /** Empty where the search does not ask for it. */
  private Mono<List<String>> heldBy(JsonNode appUsers) {
    if (appUsers.isEmpty()) {
      return Mono.empty();
    }
    return holdings.heldByAccounts(appUsers.valueStream().map(each -> each.asString("")).toList());
  }
}
