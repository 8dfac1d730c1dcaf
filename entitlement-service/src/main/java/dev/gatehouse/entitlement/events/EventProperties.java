package dev.gatehouse.entitlement.events;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where events go.
 *
 * @param kafkaBootstrap the broker's address; it may come up later than this service
 * @param registryUrl the schema registry's address
 */
@ConfigurationProperties("gatehouse")
record EventProperties(String kafkaBootstrap, String registryUrl) {
  EventProperties {
    require("kafka-bootstrap", kafkaBootstrap);
    require("registry-url", registryUrl);
  }

  private static void require(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the setting gatehouse." + key + ", but it was not set.");
    }
  }
}
