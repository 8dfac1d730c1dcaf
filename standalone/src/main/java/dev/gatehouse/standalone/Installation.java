package dev.gatehouse.standalone;

import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.runtime.topic.TopicsCreator;
import dev.gatehouse.servers.ChildProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.ServerException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** All of Gatehouse on this machine, running. */
final class Installation implements AutoCloseable {
  private static final int PARTITIONS = 8;

  private final DataDirectory data;
  private final BackingServers servers;
  private final Services services;
  private final ApiClient api;
  private final People people;
  private final int port;

  private Installation(
      DataDirectory data,
      BackingServers servers,
      Services services,
      ApiClient api,
      People people,
      int port) {
    this.data = data;
    this.servers = servers;
    this.services = services;
    this.api = api;
    this.people = people;
    this.port = port;
  }

  /**
   * Starts everything and waits until it serves.
   *
   * @param giveUp hears why it cannot go on, if a server dies for good later
   */
  static Installation start(
      CommandLine.Options options, Clock clock, Console console, Consumer<String> giveUp) {
    DataDirectory data = DataDirectory.open(options.data(), options.fresh());
    LogFile.use(data.resolve("logs/gatehouse.log"));
    try {
      expectFree(options.port());
      Secrets secrets = Secrets.of(data);
      BuiltInIssuer issuer = secrets.issuer(clock);
      PortBook ports = PortBook.of(data);
      ports.reserve(options.port());
      Services.ServicePorts servicePorts =
          new Services.ServicePorts(
              options.port(),
              ports.portOf("entitlement-service", 8082),
              ports.portOf("policy-worker", 8083),
              ports.portOf("provisioning-worker", 8084));
      console.progress("starting Kafka, MongoDB and the directory in " + data.root());
      BackingServers servers = new BackingServers(data, secrets, ports, clock, console, giveUp);
      return onServers(data, secrets, servers, servicePorts, issuer, console);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private static void expectFree(int port) {
    if (!Ports.isFree(port)) {
      throw new ServerException(
          "Expected port %d to be free for the API, but another program holds it; --port names another."
              .formatted(port));
    }
  }

  private static Installation onServers(
      DataDirectory data,
      Secrets secrets,
      BackingServers servers,
      Services.ServicePorts ports,
      BuiltInIssuer issuer,
      Console console) {
    Services services = null;
    try (EarlyEnd _ = new EarlyEnd(() -> endEarly(data, servers, console))) {
      servers.await();
      makeTopics(servers.kafka());
      services = new Services(settings(secrets, servers, ports));
      services.start(ports, console);
      ApiClient api = new ApiClient("http://127.0.0.1:" + ports.taskApi());
      Installation installation =
          new Installation(data, servers, services, api, new People(api, issuer), ports.taskApi());
      installation.writeCredentials();
      return installation;
    } catch (RuntimeException e) {
      if (services != null) {
        services.close();
      }
      servers.close();
      throw e;
    }
  }

  private static void endEarly(DataDirectory data, BackingServers servers, Console console) {
    console.silence();
    servers.expectEnd();
    ChildProcess.stopLeftovers(data.root());
  }

  private static void makeTopics(String bootstrapServers) {
    Map<String, Object> client =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    try (Admin admin = Admin.create(client)) {
      new TopicsCreator(PARTITIONS).create(admin);
    }
  }

  private static Map<String, String> settings(
      Secrets secrets, BackingServers servers, Services.ServicePorts ports) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("server.address", "127.0.0.1");
    settings.put("spring.main.banner-mode", "off");
    settings.put("spring.main.register-shutdown-hook", "false");
    settings.put("logging.config", LogFile.configuration());
    settings.put("logging.register-shutdown-hook", "false");
    settings.put("gatehouse.mongodb-uri", servers.mongodbUri());
    settings.put("gatehouse.kafka-bootstrap", servers.kafka());
    settings.put("gatehouse.registry-url", servers.registryUrl());
    settings.put("gatehouse.installation-keys", secrets.installationKeys());
    settings.put("gatehouse.tokens.built-in.key-file", secrets.issuerKeyFile().toString());
    settings.put("gatehouse.provisioning.secret-folders", secrets.connectorFolder().toString());
    settings.put(
        "gatehouse.entitlement-service-url", "http://127.0.0.1:" + ports.entitlementService());
    return settings;
  }

  /** Replaces the file {@code credentials.json} by one with the people of now and fresh tokens. */
  Credentials writeCredentials() {
    Credentials credentials =
        new Credentials(
            baseUrl(),
            servers.kafka(),
            servers.registryUrl(),
            servers.mongodbUri(),
            people.all(adminToken()));
    credentials.write(data);
    return credentials;
  }

  /** A token of somebody who may do everything. */
  String adminToken() {
    return people.adminToken(Credentials.known(data));
  }

  String baseUrl() {
    return "http://localhost:" + port;
  }

  ApiClient api() {
    return api;
  }

  BackingServers servers() {
    return servers;
  }

  DataDirectory data() {
    return data;
  }

  /** From now on children may end: the terminal's Ctrl-C reaches them as it reaches us. */
  void expectEnd() {
    servers.expectEnd();
  }

  @Override
  public void close() {
    expectEnd();
    api.close();
    services.close();
    servers.close();
    data.close();
  }
}
