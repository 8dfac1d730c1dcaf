package dev.gatehouse.system.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.entitlement.EntitlementServiceApplication;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.core.CoreJson;
import dev.gatehouse.model.core.FactJson;
import dev.gatehouse.model.internal.FactsRequest;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseAnswers;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.LeaseRequests;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleAnswers;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.model.internal.SettleRequests;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A running entitlement-service with a small organisation, and calls to it. */
final class GrantBench implements AutoCloseable {
  static final String KEYS = "k1:" + Base64.getEncoder().encodeToString(new byte[32]);
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

  private static final String ORGANISATION =
      """
      source: bench
      users:
      - {id: ann, email: ann@example.com, displayName: Ann, managers: [bob], status: ENABLED}
      - {id: bob, email: bob@example.com, displayName: Bob, status: ENABLED}
      apps:
      - id: wiki
        displayName: Wiki
        owners: [bob]
        connectors: [{id: corp-ldap, kind: ldap, config: {url: "ldap://localhost:389"}}]
        appUsers: [{id: wiki-ann, user: ann, username: ann, profile: {dn: "uid=ann"}}]
        entitlements:
        - id: editors
          displayName: Editors
          owners: [bob]
          durationGrant: 7200s
          provisionerPolicy: {connector: {defaultBehavior: {connectorId: corp-ldap}}}
          externalIds: {corp-ldap: "cn=editors"}
        - {id: readers, displayName: Readers, grants: [{appUser: wiki-ann}]}
      """;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final InstallationKeys keys = InstallationKeys.parse(KEYS);
  private final ConfigurableApplicationContext service;
  private final String url;
  private final String token;
  private @Nullable JsonNode ids;

  private GrantBench(ConfigurableApplicationContext service, String token) {
    this.service = service;
    this.url =
        "http://127.0.0.1:" + service.getEnvironment().getRequiredProperty("local.server.port");
    this.token = token;
  }

  static GrantBench start(Path folder, String database, String kafkaBootstrap) {
    Path keyFile = folder.resolve("issuer.jwk");
    String token =
        BuiltInIssuer.open(keyFile, Clock.systemUTC()).mint("admin@localhost", Duration.ofHours(1));
    GrantBench bench =
        new GrantBench(
            EntitlementServiceApplication.start(
                "--server.port=0",
                // No test calls a service of this JVM after another one has closed.
                "--spring.reactor.netty.shutdown-quiet-period=0s",
                "--gatehouse.mongodb-uri=" + TestServers.mongodbUri(),
                "--gatehouse.entitlements-database=" + database,
                "--gatehouse.kafka-bootstrap=" + kafkaBootstrap,
                "--gatehouse.registry-url=" + TestServers.registryUrl(),
                "--gatehouse.installation-keys=" + KEYS,
                "--gatehouse.tokens.built-in.key-file=" + keyFile),
            token);
    await(() -> bench.readiness() == 200);
    return bench;
  }

  /** Waits until something holds. */
  static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("what is awaited comes in time").isLessThan(end);
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
  }

  /** Imports the organisation, and knows its ids from then on. */
  GrantBench withOrganisation() {
    JsonNode answer =
        json(send("POST", "/gatehouse/v1/import", "application/yaml", ORGANISATION, bearer()));
    assertThat(answer.path("refused").isEmpty()).as(answer.toString()).isTrue();
    ids = answer.path("ids");
    return this;
  }

  String id(String reference) {
    JsonNode known = ids;
    assertThat(known).as("the organisation is imported").isNotNull();
    return known == null ? "" : known.path(reference).asString();
  }

  UserId ann() {
    return new UserId(id("user/ann"));
  }

  UserId bob() {
    return new UserId(id("user/bob"));
  }

  AppUserId wikiAnn() {
    return new AppUserId(id("appUser/wiki-ann"));
  }

  EntitlementRef editors() {
    return ref("editors");
  }

  EntitlementRef ref(String entitlement) {
    return new EntitlementRef(
        new AppId(id("app/wiki")), new EntitlementId(id("entitlement/" + entitlement)));
  }

  /** A request to give or take back Ann's right to edit. */
  LeaseRequest lease(String task, boolean give, @Nullable Duration duration) {
    return new LeaseRequest(
        new TaskId(task),
        new StepId("step"),
        1,
        give,
        editors(),
        wikiAnn(),
        ann(),
        new ConnectorId(id("connector/corp-ldap")),
        duration,
        null,
        Duration.ofMinutes(1));
  }

  /** The same request, for these reasons only. */
  LeaseRequest ending(LeaseRequest request, Ending ending) {
    return new LeaseRequest(
        request.taskId(),
        request.stepId(),
        request.attempt(),
        request.give(),
        request.entitlement(),
        request.appUserId(),
        request.identity(),
        request.connectorId(),
        request.duration(),
        ending,
        request.leaseFor());
  }

  LeaseAnswer take(LeaseRequest request) {
    return CoreJson.read(
            internal("/internal/leases", new LeaseRequests(List.of(request))), LeaseAnswers.class)
        .answers()
        .getFirst();
  }

  LeaseAnswer.Leased taken(LeaseRequest request) {
    LeaseAnswer answer = take(request);
    assertThat(answer).isInstanceOf(LeaseAnswer.Leased.class);
    return (LeaseAnswer.Leased) answer;
  }

  SettleAnswer settle(LeaseRequest lease, long epoch, boolean done) {
    SettleRequest request =
        new SettleRequest(
            lease.taskId(),
            lease.stepId(),
            lease.attempt(),
            epoch,
            lease.entitlement(),
            lease.appUserId(),
            done);
    return CoreJson.read(
            internal("/internal/leases/settle", new SettleRequests(List.of(request))),
            SettleAnswers.class)
        .answers()
        .getFirst();
  }

  /** Gives or takes back, and reports it done. */
  void done(LeaseRequest request) {
    LeaseAnswer.Leased leased = taken(request);
    assertThat(settle(request, leased.epoch(), true).settled()).isTrue();
  }

  Object ask(Query.OfCatalog<?> query) {
    JsonNode answer = internal("/internal/facts", new FactsRequest(List.of(query)));
    return FactJson.read(query, answer.path("answers").get(0));
  }

  private ObjectNode internal(String path, Object message) {
    HttpResponse<String> answer = internal(path, CoreJson.write(message).toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (ObjectNode) CoreJson.mapper().readTree(answer.body());
  }

  HttpResponse<String> internal(String path, String body) {
    return send(
        "POST",
        path,
        "application/json",
        body,
        "Gatehouse-Service " + keys.mintServiceToken(Clock.systemUTC().instant()));
  }

  JsonNode get(String path) {
    return json(send("GET", path, "application/json", "", bearer()));
  }

  JsonNode post(String path, String body) {
    return json(send("POST", path, "application/json", body, bearer()));
  }

  int readiness() {
    return send("GET", "/actuator/health/readiness", "application/json", "", "").statusCode();
  }

  String health() {
    return send("GET", "/actuator/health/readiness", "application/json", "", "").body();
  }

  String bearer() {
    return "Bearer " + token;
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.mapper().readTree(answer.body());
  }

  HttpResponse<String> send(
      String method, String path, String type, String body, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    service.close();
    http.close();
  }
}
