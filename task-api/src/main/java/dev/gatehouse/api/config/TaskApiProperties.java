package dev.gatehouse.api.config;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the gateway.
 *
 * @param mongodbUri where MongoDB is; a replica set, also of one node
 * @param database the database of the tasks
 * @param kafkaBootstrap where Kafka is
 * @param registryUrl where the schema registry is
 * @param installationKeys the keys that the services of this installation share; the first signs
 * @param entitlementServiceUrl where entitlement-service is
 */
@ConfigurationProperties("gatehouse")
public record TaskApiProperties(
    String mongodbUri,
    String database,
    String kafkaBootstrap,
    String registryUrl,
    String installationKeys,
    URI entitlementServiceUrl,
    Commands commands,
    Search search,
    Events events) {
  public TaskApiProperties {
    require("mongodb-uri", mongodbUri);
    require("database", database);
    require("kafka-bootstrap", kafkaBootstrap);
    require("registry-url", registryUrl);
    require("installation-keys", installationKeys);
    require(
        "entitlement-service-url",
        entitlementServiceUrl == null ? null : entitlementServiceUrl.toString());
  }

  /**
   * About commands.
   *
   * @param replyTimeout how long a caller waits for the outcome
   * @param mostAwaited how many may be waited for at once, whatever the limit says; more are told
   *     to come back
   */
  public record Commands(Duration replyTimeout, int mostAwaited, Limit limit) {
    public Commands {
      positive("commands.reply-timeout", replyTimeout);
      positive("commands.most-awaited", mostAwaited);
      if (limit.floor() > mostAwaited) {
        throw new IllegalArgumentException(
            "Expected gatehouse.commands.limit.floor to be at most gatehouse.commands.most-awaited,"
                + " "
                + mostAwaited
                + ", but it was "
                + limit.floor()
                + ".");
      }
    }
  }

  /**
   * About how many commands may be under way at once, below what may be waited for at all.
   *
   * @param adaptive whether the limit follows the latency; otherwise it is what may be waited for
   * @param floor what the limit never sinks below
   * @param start the limit of a gateway that has seen nothing yet
   * @param latency the limit sinks while commands take longer than this
   */
  public record Limit(boolean adaptive, int floor, int start, Duration latency) {
    public Limit {
      positive("commands.limit.floor", floor);
      positive("commands.limit.start", start);
      positive("commands.limit.latency", latency);
    }
  }

  /**
   * About searches.
   *
   * @param timeLimit how long the database may take over one
   */
  public record Search(Duration timeLimit) {
    public Search {
      positive("search.time-limit", timeLimit);
    }
  }

  /**
   * About the stream of events.
   *
   * @param heartbeat how often a silent connection shows that it is alive
   * @param buffer how many events wait for a slow reader before it is closed
   * @param longestConnection after which a reader has to come back, with a token that still holds
   * @param mostConnections how many readers there may be at once
   */
  public record Events(
      Duration heartbeat, int buffer, Duration longestConnection, int mostConnections) {
    public Events {
      positive("events.heartbeat", heartbeat);
      positive("events.buffer", buffer);
      positive("events.longest-connection", longestConnection);
      positive("events.most-connections", mostConnections);
    }
  }

  private static void require(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "Expected the setting gatehouse." + key + ", but it was not set.");
    }
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "Expected gatehouse." + key + " to be above zero, but it was " + value + ".");
    }
  }

  private static void positive(String key, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "Expected gatehouse." + key + " to be above zero, but it was " + value + ".");
    }
  }
}
