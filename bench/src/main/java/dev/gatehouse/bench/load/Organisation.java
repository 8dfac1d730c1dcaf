package dev.gatehouse.bench.load;

import dev.gatehouse.bench.install.Installation;
import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.servers.ServerException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A generated organisation, imported: every person has an account in every app, and each pair of
 * account and entitlement is asked for once, so that no request meets an earlier one.
 */
public final class Organisation {
  private static final Duration LIFETIME = Duration.ofDays(2);
  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(10);
  private static final String ADMINISTRATOR = "admin@localhost";

  private final Size size;
  private final JsonNode ids;
  private final List<String> requesters = new ArrayList<>();
  private final List<String> approvers = new ArrayList<>();
  private final AtomicLong next = new AtomicLong();

  /** How many of everything there are. */
  public record Size(int people, int approvers, int apps, int entitlementsPerApp) {
    /** How many accesses can be asked for. */
    public long accesses() {
      return (long) people * apps * entitlementsPerApp;
    }
  }

  private Organisation(Size size, JsonNode ids, BuiltInIssuer issuer) {
    this.size = size;
    this.ids = ids;
    for (int i = 0; i < size.people(); i++) {
      requesters.add(issuer.mint(id("user/u" + i), LIFETIME));
    }
    for (int i = 0; i < size.approvers(); i++) {
      approvers.add(issuer.mint(id("user/boss" + i), LIFETIME));
    }
  }

  /** Brings it into an empty Gatehouse. */
  public static Organisation bringInto(Installation installation, Size size) {
    BuiltInIssuer issuer = installation.issuer();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(installation.url() + "/gatehouse/v1/import"))
            .timeout(IMPORT_LIMIT)
            .header("Authorization", "Bearer " + issuer.mint(ADMINISTRATOR, LIFETIME))
            .header("Content-Type", "application/yaml")
            .POST(HttpRequest.BodyPublishers.ofString(file(size).toString()))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode body = Json.mapper().readTree(answer.body());
      if (answer.statusCode() != 200 || !body.path("refused").isEmpty()) {
        throw new ServerException(
            "Expected the organisation to be imported, but the answer was %d: %.500s"
                .formatted(answer.statusCode(), answer.body()));
      }
      return new Organisation(size, body.path("ids"), issuer);
    } catch (IOException e) {
      throw new ServerException("Expected the import to be answered, but " + e + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected to wait for the import, but was interrupted.", e);
    }
  }

  /** The import file; JSON is YAML. */
  static ObjectNode file(Size size) {
    ObjectNode file = Json.object().put("source", "bench");
    ArrayNode users = file.putArray("users");
    for (int i = 0; i < size.people(); i++) {
      users
          .addObject()
          .put("id", "u" + i)
          .put("email", "u" + i + "@example.com")
          .put("displayName", "Person " + i)
          .put("department", "Department " + i % 20)
          .putArray("managers")
          .add("boss" + i % size.approvers());
    }
    ArrayNode policies = file.putArray("policies");
    for (int i = 0; i < size.approvers(); i++) {
      users
          .addObject()
          .put("id", "boss" + i)
          .put("email", "boss" + i + "@example.com")
          .put("displayName", "Boss " + i);
      policies.add(policy(i));
    }
    ArrayNode apps = file.putArray("apps");
    for (int i = 0; i < size.apps(); i++) {
      apps.add(app(i, size));
    }
    return file;
  }

  private static ObjectNode policy(int number) {
    ObjectNode policy =
        Json.object()
            .put("id", "p" + number)
            .put("displayName", "Boss " + number + " decides")
            .put("policyType", "POLICY_TYPE_GRANT");
    policy
        .putObject("policySteps")
        .putObject("grant")
        .putArray("steps")
        .addObject()
        .putObject("approval")
        .putObject("users")
        .putArray("userIds")
        .add("boss" + number);
    return policy;
  }

  private static ObjectNode app(int number, Size size) {
    ObjectNode app =
        Json.object().put("id", "app" + number).put("displayName", "Application " + number);
    app.putArray("owners").add("boss" + number % size.approvers());
    String connector = "fast" + number;
    app.putArray("connectors")
        .addObject()
        .put("id", connector)
        .put("kind", "instant")
        .putObject("config");
    ArrayNode accounts = app.putArray("appUsers");
    for (int i = 0; i < size.people(); i++) {
      accounts
          .addObject()
          .put("id", "a" + number + "-u" + i)
          .put("user", "u" + i)
          .put("username", "u" + i);
    }
    ArrayNode entitlements = app.putArray("entitlements");
    for (int i = 0; i < size.entitlementsPerApp(); i++) {
      ObjectNode entitlement = entitlements.addObject();
      entitlement
          .put("id", "a" + number + "-e" + i)
          .put("displayName", "Entitlement " + number + "/" + i)
          .put("grantPolicyId", "p" + i % size.approvers())
          .put("durationGrant", "2592000s");
      entitlement
          .putObject("provisionerPolicy")
          .putObject("connector")
          .putObject("defaultBehavior")
          .put("connectorId", connector);
      entitlement.putObject("externalIds").put(connector, "e" + i);
    }
    return app;
  }

  private String id(String reference) {
    return ids.path(reference).asString();
  }

  /** The next access that nobody has asked for yet; neighbours differ in person, app, approver. */
  public Access nextAccess() {
    long number = next.getAndIncrement();
    if (number >= size.accesses()) {
      throw new ServerException(
          "Expected at most %d requests on this organisation, but the load wants more."
              .formatted(size.accesses()));
    }
    int person = Math.toIntExact(number % size.people());
    int pair = Math.toIntExact(number / size.people());
    int app = pair % size.apps();
    int entitlement = pair / size.apps();
    return new Access(
        id("app/app" + app),
        id("entitlement/a" + app + "-e" + entitlement),
        id("user/u" + person),
        id("appUser/a" + app + "-u" + person),
        requesters.get(person),
        approvers.get(entitlement % size.approvers()));
  }
}
