package dev.gatehouse.entitlement.config;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the catalogue.
 *
 * @param mongodbUri where MongoDB is; a replica set, also of one node
 * @param entitlementsDatabase the database of the catalogue and the grants
 * @param tenantId the name of this installation in answers that carry a tenant
 * @param installationKeys the keys that the services of this installation share
 */
@ConfigurationProperties("gatehouse")
public record CatalogProperties(
    String mongodbUri, String entitlementsDatabase, String tenantId, String installationKeys) {
  public CatalogProperties {
    require("mongodb-uri", mongodbUri);
    require("entitlements-database", entitlementsDatabase);
    require("tenant-id", tenantId);
    require("installation-keys", installationKeys);
  }

  private static void require(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the setting gatehouse." + key + ", but it was not set.");
    }
  }
}
