package dev.gatehouse.bench.install;

import dev.gatehouse.rest.security.BuiltInIssuer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;

/**
 * What every service of an installation on this machine is told.
 *
 * @param keys what the services sign with, in the form of their setting
 * @param issuerKey the file with the key of the built-in issuer
 */
public record ServiceSettings(
    String mongodbUri,
    String kafka,
    String registryUrl,
    String entitlementServiceUrl,
    String keys,
    Path issuerKey) {

  /** Keys that nobody has seen before. */
  public static String newKeys() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return "k1:" + Base64.getEncoder().encodeToString(key);
  }

  /** Makes tokens that the services believe. */
  public BuiltInIssuer issuer() {
    return BuiltInIssuer.open(issuerKey, Clock.systemUTC());
  }

  /** The same for a service that reaches MongoDB in another way. */
  public ServiceSettings withMongodb(String uri) {
    return new ServiceSettings(uri, kafka, registryUrl, entitlementServiceUrl, keys, issuerKey);
  }

  /** As arguments of a service. */
  public List<String> arguments() {
    return List.of(
        "--server.address=127.0.0.1",
        "--gatehouse.mongodb-uri=" + mongodbUri,
        "--gatehouse.kafka-bootstrap=" + kafka,
        "--gatehouse.registry-url=" + registryUrl,
        "--gatehouse.installation-keys=" + keys,
        "--gatehouse.tokens.built-in.key-file=" + issuerKey.toAbsolutePath(),
        "--gatehouse.entitlement-service-url=" + entitlementServiceUrl);
  }
}
