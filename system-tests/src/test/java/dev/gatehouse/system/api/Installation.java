package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.api.TaskApiApplication;
import dev.gatehouse.entitlement.EntitlementServiceApplication;
import dev.gatehouse.model.Json;
import dev.gatehouse.policy.PolicyWorkerApplication;
import dev.gatehouse.provisioning.ProvisioningWorkerApplication;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.server.RouterFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The four services with a database of their own and a small organisation. */
final class Installation implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String COMMANDS = "taskCommands-in-0";
  private static final String ORGANISATION =
      """
      source: it
      users:
      - {id: ann, email: ann@example.com, displayName: Ann, managers: [mia]}
      - {id: bob, email: bob@example.com, displayName: Bob}
      - {id: mia, email: mia@example.com, displayName: Mia}
      - {id: eve, email: eve@example.com, displayName: Eve}
      - {id: root, email: root@example.com, displayName: Root, roles: [SUPER_ADMIN]}
      policies:
      - id: bob-decides
        displayName: Bob decides
        policyType: POLICY_TYPE_GRANT
        policySteps: {grant: {steps: [{approval: {users: {userIds: [bob]}}}]}}
      apps:
      - id: wiki
        displayName: Wiki
        owners: [bob]
        connectors: [{id: fast, kind: instant, config: {}}]
        appUsers:
        - {id: wiki-ann, user: ann, username: ann}
        - {id: wiki-eve, user: eve, username: eve}
        entitlements:
        - {id: editors, displayName: Editors, grantPolicyId: bob-decides, durationGrant: 7200s,
           provisionerPolicy: {connector: {defaultBehavior: {connectorId: fast}}},
           externalIds: {fast: "editors"}}
        - {id: readers, displayName: Readers, grantPolicyId: bob-decides,
           provisionerPolicy: {manual: {userIds: [bob], instructions: "Add them by hand."}}}
        - {id: badge, displayName: Badge, grantPolicyId: bob-decides,
           provisionerPolicy: {manual: {userIds: [bob], instructions: "Print one."}},
           grants: [{appUser: wiki-ann}]}
      """;

  private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, String> settings;
  private final BuiltInIssuer issuer;
  private final List<Client> gateways = new ArrayList<>();
  private ConfigurableApplicationContext policyWorker;
  private final Map<String, Client> services = new HashMap<>();

  private Installation(Map<String, String> settings, BuiltInIssuer issuer) {
    this.settings = settings;
    this.issuer = issuer;
  }

  /** Starts everything with this many gateways. */
  static Installation start(int gateways) {
    return start(gateways, TestServers.kafkaBootstrap());
  }

  /** One gateway, and tasks in this database. */
  static Installation startWithTasksIn(String database) {
    return start(1, TestServers.kafkaBootstrap(), Map.of("gatehouse.database", database));
  }

  /** As {@link #start(int)} on this broker. */
  static Installation start(int gateways, String kafkaBootstrap) {
    return start(gateways, kafkaBootstrap, Map.of());
  }

  private static Installation start(int gateways, String kafkaBootstrap, Map<String, String> more) {
    Path keyFile = folder().resolve("issuer.jwk");
    BuiltInIssuer issuer = BuiltInIssuer.open(keyFile, Clock.systemUTC());
    Map<String, String> settings = new HashMap<>();
    settings.put("server.port", "0");
    settings.put("gatehouse.mongodb-uri", TestServers.mongodbUri());
    settings.put("gatehouse.entitlements-database", TestServers.freshName("entitlements"));
    settings.put("gatehouse.kafka-bootstrap", kafkaBootstrap);
    settings.put("gatehouse.registry-url", TestServers.registryUrl());
    settings.put(
        "gatehouse.installation-keys", "k1:" + Base64.getEncoder().encodeToString(new byte[32]));
    settings.put("gatehouse.tokens.built-in.key-file", keyFile.toString());
    settings.putAll(more);
    Installation installation = new Installation(settings, issuer);
    try {
      installation.startServices(gateways);
    } catch (RuntimeException | AssertionError e) {
      installation.close();
      throw e;
    }
    return installation;
  }

  private void startServices(int count) {
    String catalog = run(EntitlementServiceApplication::start, Map.of());
    settings.put("gatehouse.entitlement-service-url", catalog);
    run(PolicyWorkerApplication::start, Map.of());
    policyWorker = running.getFirst();
    run(ProvisioningWorkerApplication::start, Map.of());
    for (int i = 0; i < count; i++) {
      gateway(Map.of());
    }
    bringIn(ORGANISATION);
  }

  /** Does this while no worker takes commands. */
  void withoutPolicyWorker(Runnable work) {
    BindingsLifecycleController worker = policyWorker.getBean(BindingsLifecycleController.class);
    worker.changeState(COMMANDS, BindingsLifecycleController.State.STOPPED);
    try {
      work.run();
    } finally {
      worker.changeState(COMMANDS, BindingsLifecycleController.State.STARTED);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("gatehouse-it");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One more gateway, with settings of its own. */
  Client gateway(Map<String, String> more) {
    Client client = new Client(run(TaskApiApplication::start, more));
    gateways.add(client);
    return client;
  }

  private String run(
      Function<String[], ConfigurableApplicationContext> start, Map<String, String> more) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(more);
    ConfigurableApplicationContext context =
        start.apply(
            all.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
    running.push(context);
    String url = "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    Client client = new Client(url);
    client.awaitReady(PATIENCE);
    services.put(context.getEnvironment().getProperty("spring.application.name"), client);
    return url;
  }

  void bringIn(String organisation) {
    Client.Answer answer =
        gateways
            .getFirst()
            .send(
                "POST",
                "/gatehouse/v1/import",
                organisation,
                Map.of(
                    "Authorization",
                    "Bearer " + token("admin@localhost"),
                    "Content-Type",
                    "application/yaml"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    JsonNode imported = answer.json();
    assertThat(imported.path("refused")).as(answer.text()).isEmpty();
    imported.path("ids").properties().forEach(e -> ids.put(e.getKey(), e.getValue().asString()));
  }

  Client api() {
    return gateways.getFirst();
  }

  Client api(int gateway) {
    return gateways.get(gateway);
  }

  /** The routers of all services. */
  List<RouterFunction<?>> routers() {
    return running.stream().flatMap(Installation::routers).toList();
  }

  /** The routers of the gateway that was started last. */
  List<RouterFunction<?>> routersOfTheGateway() {
    return running.stream().limit(1).flatMap(Installation::routers).toList();
  }

  private static Stream<RouterFunction<?>> routers(ConfigurableApplicationContext service) {
    return service.getBeansOfType(RouterFunction.class).values().stream()
        .map(router -> (RouterFunction<?>) router);
  }

  /** A service by its name; of several gateways the last. */
  Client service(String name) {
    assertThat(services).containsKey(name);
    return services.get(name);
  }

  /** A token for a person of the organisation. */
  String token(String subject) {
    return issuer.mint(
        subject.contains("@") ? subject : subject + "@example.com", Duration.ofHours(1));
  }

  /** A token that was good until an hour ago. */
  String expiredToken(String person) {
    return issuer.mint(person + "@example.com", Duration.ofHours(-1));
  }

  /** What something of the organisation is called by the services, such as {@code user/ann}. */
  String id(String reference) {
    assertThat(ids).containsKey(reference);
    return ids.get(reference);
  }

  /** The body of a request for an entitlement. */
  ObjectNode grant(String entitlement) {
    return access("wiki", entitlement).put("description", "For work");
  }

  /** The body of a request for an entitlement of an app, with nothing more said. */
  ObjectNode access(String app, String entitlement) {
    return Json.object()
        .put("appId", id("app/" + app))
        .put("appEntitlementId", id("entitlement/" + entitlement));
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
