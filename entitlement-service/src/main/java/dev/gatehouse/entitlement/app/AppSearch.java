package dev.gatehouse.entitlement.app;

import static com.mongodb.client.model.Filters.eq;

import dev.gatehouse.entitlement.store.Search;
import org.bson.conversions.Bson;
import tools.jackson.databind.node.ObjectNode;

/** Turns the API's search of apps into a filter. */
final class AppSearch {
  private AppSearch() {}

  static Bson filter(ObjectNode message) {
    Search search =
        Search.by(message)
            .live()
            .words()
            .anyOf("appIds", "_id")
            .noneOf("excludeAppIds", "_id")
            .equal("displayName", "displayName")
            .refsIn("policyRefs", "grantPolicyId", "revokePolicyId", "certifyPolicyId");
    if (search.flag("onlyDirectories")) {
      search.and(eq("isDirectory", true));
    }
    return search.filter();
  }
}
