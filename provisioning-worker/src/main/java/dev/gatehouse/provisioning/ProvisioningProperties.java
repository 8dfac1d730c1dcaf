package dev.gatehouse.provisioning;

import dev.gatehouse.provisioning.attempt.RetryRules;
import dev.gatehouse.provisioning.executor.LaneSettings;
import dev.gatehouse.runtime.topic.InstanceId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the provisioning worker.
 *
 * @param mongodbUri where MongoDB is; a replica set, also of one node
 * @param kafkaBootstrap where the broker is
 * @param registryUrl where the schema registry is
 * @param installationKeys the secret keys of this installation, {@code id:base64} parted by commas
 * @param entitlementServiceUrl where the grants are kept
 * @param instanceId by what Kafka knows this copy again, see {@link InstanceId}
 * @param partitions of each topic, when it is made
 * @param provisioning how attempts are carried out
 */
@ConfigurationProperties("gatehouse")
record ProvisioningProperties(
    String mongodbUri,
    String kafkaBootstrap,
    String registryUrl,
    String installationKeys,
    String entitlementServiceUrl,
    @DefaultValue("") String instanceId,
    @DefaultValue("8") int partitions,
    @DefaultValue Provisioning provisioning) {
  ProvisioningProperties {
    require("mongodb-uri", mongodbUri);
    require("kafka-bootstrap", kafkaBootstrap);
    require("registry-url", registryUrl);
    require("installation-keys", installationKeys);
    require("entitlement-service-url", entitlementServiceUrl);
    var _ = new InstanceId(instanceId);
    atLeastOne("partitions", partitions);
  }

  /**
   * How attempts are carried out.
   *
   * @param calls how many attempts of one connector at once
   * @param queue how many attempts of one connector wait in memory; more wait in the database
   * @param ratePerSecond how many attempts of one connector are begun in a second at most
   * @param callTimeout how long one call of a target may take
   * @param breakerWindow a connector is left alone if half of so many last calls failed
   * @param breakerPause for how long it is left alone
   * @param claim how long a worker may take for one try before another one takes it up
   * @param firstPause after the first failure; it doubles up to the longest one
   * @param longestPause between two tries
   * @param mostFailures a person takes over after so many
   * @param longestTrouble a person takes over if a target is out of reach for so long
   * @param sweep the pause between two looks for what is due
   * @param keep how long attempts that are over are kept
   * @param secretFolders the only folders that connectors may read passwords from
   */
  record Provisioning(
      @DefaultValue("8") int calls,
      @DefaultValue("200") int queue,
      @DefaultValue("1000") int ratePerSecond,
      @DefaultValue("10s") Duration callTimeout,
      @DefaultValue("20") int breakerWindow,
      @DefaultValue("10s") Duration breakerPause,
      @DefaultValue("35s") Duration claim,
      @DefaultValue("1s") Duration firstPause,
      @DefaultValue("60s") Duration longestPause,
      @DefaultValue("8") int mostFailures,
      @DefaultValue("10m") Duration longestTrouble,
      @DefaultValue("250ms") Duration sweep,
      @DefaultValue("7d") Duration keep,
      @DefaultValue("/run/secrets") List<Path> secretFolders) {
    private static final double FACTOR = 2;
    private static final int CALLS_IN_A_CLAIM = 3;

    Provisioning {
      atLeastOne("provisioning.calls", calls);
      atLeastOne("provisioning.rate-per-second", ratePerSecond);
      atLeastOne("provisioning.breaker-window", breakerWindow);
      atLeastOne("provisioning.most-failures", mostFailures);
      positive("provisioning.call-timeout", callTimeout);
      positive("provisioning.breaker-pause", breakerPause);
      positive("provisioning.first-pause", firstPause);
      positive("provisioning.longest-pause", longestPause);
      positive("provisioning.longest-trouble", longestTrouble);
      positive("provisioning.sweep", sweep);
      positive("provisioning.keep", keep);
      if (queue < calls) {
        throw new IllegalArgumentException(
            "Expected gatehouse.provisioning.queue to be at least as large as calls (%d), but it"
                    .formatted(calls)
                + " was "
                + queue
                + ".");
      }
      if (claim.compareTo(callTimeout.multipliedBy(CALLS_IN_A_CLAIM)) < 0) {
        throw new IllegalArgumentException(
            "Expected gatehouse.provisioning.claim to be at least %d times call-timeout, but it was"
                    .formatted(CALLS_IN_A_CLAIM)
                + " "
                + claim
                + ".");
      }
      secretFolders = List.copyOf(secretFolders);
    }

    RetryRules retryRules() {
      return new RetryRules(firstPause, FACTOR, longestPause, mostFailures, longestTrouble);
    }

    LaneSettings laneSettings() {
      return new LaneSettings(
          calls, queue, ratePerSecond, callTimeout, breakerWindow, breakerPause);
    }
  }

  private static void require(String key, String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the setting gatehouse." + key + ", but it was not set.");
    }
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Expected gatehouse." + key + " to be at least 1, but it was " + value + ".");
    }
  }

  private static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException(
          "Expected gatehouse." + key + " to be longer than nothing, but it was " + value + ".");
    }
  }
}
