package dev.gatehouse.policy;

import dev.gatehouse.runtime.topic.InstanceId;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the policy worker.
 *
 * @param mongodbUri where MongoDB is; a replica set, also of one node
 * @param database the database of tasks and audits
 * @param kafkaBootstrap where the broker is
 * @param registryUrl where the schema registry is
 * @param installationKeys the secret keys of this installation, {@code id:base64} parted by commas
 * @param clientKeys the public keys of clients that may give commands on the topic
 * @param entitlementServiceUrl where the catalogue answers
 * @param instanceId by what Kafka knows this copy again, see {@link InstanceId}
 * @param partitions of each topic, when it is made
 * @param outboxSweep the pause between two looks for what was left unpublished
 * @param timerSweep the pause between two looks for what is due
 */
@ConfigurationProperties("gatehouse")
record PolicyProperties(
    String mongodbUri,
    @DefaultValue("gatehouse") String database,
    String kafkaBootstrap,
    String registryUrl,
    String installationKeys,
    @DefaultValue("") String clientKeys,
    String entitlementServiceUrl,
    @DefaultValue("") String instanceId,
    @DefaultValue("8") int partitions,
    @DefaultValue("5s") Duration outboxSweep,
    @DefaultValue("1s") Duration timerSweep) {
  PolicyProperties {
    require("mongodb-uri", mongodbUri);
    require("database", database);
    require("kafka-bootstrap", kafkaBootstrap);
    require("registry-url", registryUrl);
    require("installation-keys", installationKeys);
    require("entitlement-service-url", entitlementServiceUrl);
    var _ = new InstanceId(instanceId);
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "Expected gatehouse.partitions to be at least 1, but it was " + partitions + ".");
    }
  }

  private static void require(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the setting gatehouse." + key + ", but it was not set.");
    }
  }
}
