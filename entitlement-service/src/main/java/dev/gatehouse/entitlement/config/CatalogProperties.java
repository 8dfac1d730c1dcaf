package dev.gatehouse.entitlement.config;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the catalogue.
 *
 * @param mongodbUri where MongoDB is; a replica set, also of one node
 * @param entitlementsDatabase the database of the catalogue and the grants
 * @param tenantId the name of this installation in answers that carry a tenant
 */
@ConfigurationProperties("gatehouse")
public record CatalogProperties(String mongodbUri, String entitlementsDatabase, String tenantId) {
  public CatalogProperties {
    require("mongodb-uri", mongodbUri);
    require("entitlements-database", entitlementsDatabase);
    require("tenant-id", tenantId);
  }

  private static void require(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the setting gatehouse." + key + ", but it was not set.");
    }
  }
}
