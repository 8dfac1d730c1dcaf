package dev.gatehouse.bench.install;

import dev.gatehouse.api.TaskApiApplication;
import dev.gatehouse.entitlement.EntitlementServiceApplication;
import dev.gatehouse.policy.PolicyWorkerApplication;
import dev.gatehouse.provisioning.ProvisioningWorkerApplication;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.runtime.topic.TopicsCreator;
import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.MongodLocator;
import dev.gatehouse.servers.MongodProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.servers.RegistryServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The four services, the broker and mongod, each as a process; the registry is in our own. */
public final class FourServices implements Installation {
  public static final String POLICY_WORKER = "policy-worker";
  private static final String ENTITLEMENT_SERVICE = "entitlement-service";

  private static final int HEAP_MEGABYTES = 384;
  private static final int BROKER_HEAP_MEGABYTES = 512;
  private static final double MONGOD_CACHE_GIGABYTES = 1;
  private static final int PARTITIONS = 8;

  private final Path folder;
  private final JvmOptions options;
  private final Backing backing;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Map<String, ServiceJvm> running = new LinkedHashMap<>();
  private final ServiceSettings settings;
  private final BuiltInIssuer issuer;

  private record Service(Class<?> main, int port) {}

  private record Backing(MongodProcess mongod, BrokerProcess broker, RegistryServer registry)
      implements AutoCloseable {
    static Backing start(Path folder, JvmOptions options) {
      Path executable = new MongodLocator(_ -> {}).locate();
      MongodProcess mongod =
          MongodProcess.start(
              new MongodProcess.Settings(
                  executable, folder.resolve("mongod"), 0, MONGOD_CACHE_GIGABYTES));
      try {
        BrokerProcess broker =
            BrokerProcess.start(
                new BrokerProcess.Settings(
                    options.brokerJars(),
                    folder.resolve("broker"),
                    0,
                    BROKER_HEAP_MEGABYTES,
                    false));
        return new Backing(mongod, broker, RegistryServer.start(0));
      } catch (RuntimeException e) {
        mongod.close();
        throw e;
      }
    }

    @Override
    public void close() {
      registry.close();
      broker.close();
      mongod.close();
    }
  }

  private FourServices(Path folder, JvmOptions options, Backing backing) {
    this.folder = folder;
    this.options = options;
    this.backing = backing;
    add(ENTITLEMENT_SERVICE, EntitlementServiceApplication.class);
    add(POLICY_WORKER, PolicyWorkerApplication.class);
    add("provisioning-worker", ProvisioningWorkerApplication.class);
    add("task-api", TaskApiApplication.class);
    this.settings =
        new ServiceSettings(
            mongodbUri(),
            kafka(),
            registryUrl(),
            "http://127.0.0.1:" + service(ENTITLEMENT_SERVICE).port(),
            ServiceSettings.newKeys(),
            folder.resolve("issuer.jwk"));
    this.issuer = settings.issuer();
  }

  private void add(String name, Class<?> main) {
    services.put(name, new Service(main, Ports.free()));
  }

  static FourServices start(Path folder, JvmOptions options) {
    FourServices installation = new FourServices(folder, options, Backing.start(folder, options));
    try {
      Map<String, Object> client =
          Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, installation.kafka());
      try (Admin admin = Admin.create(client)) {
        new TopicsCreator(PARTITIONS).create(admin);
      }
      installation.services.keySet().forEach(installation::begin);
      installation.running.values().forEach(ServiceJvm::awaitReady);
      return installation;
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  /** Starts one service without waiting for it. */
  public void begin(String name) {
    Service service = service(name);
    List<String> command =
        new ArrayList<>(options.command(HEAP_MEGABYTES, List.of(), service.main().getName()));
    command.addAll(settings.arguments());
    command.add("--server.port=" + service.port());
    running.put(name, ServiceJvm.start(name, folder, service.port(), command));
  }

  /** Ends one service in good order. */
  public void end(String name) {
    ServiceJvm jvm = running.remove(name);
    if (jvm != null) {
      jvm.close();
    }
  }

  private Service service(String name) {
    Service service = services.get(name);
    if (service == null) {
      throw new IllegalArgumentException("no service " + name);
    }
    return service;
  }

  @Override
  public String url() {
    return "http://127.0.0.1:" + service("task-api").port();
  }

  @Override
  public String kafka() {
    return backing.broker().bootstrapServers();
  }

  @Override
  public String mongodbUri() {
    return backing.mongod().uri();
  }

  @Override
  public String registryUrl() {
    return backing.registry().url();
  }

  @Override
  public String installationKeys() {
    return settings.keys();
  }

  @Override
  public BuiltInIssuer issuer() {
    return issuer;
  }

  @Override
  public Map<String, Long> processes() {
    Map<String, Long> processes = new LinkedHashMap<>();
    running.forEach((name, jvm) -> processes.put(name, jvm.pid()));
    processes.put("broker", backing.broker().pid());
    processes.put("mongod", backing.mongod().pid());
    return processes;
  }

  @Override
  public void close() {
    List.copyOf(running.keySet()).reversed().forEach(this::end);
    backing.close();
  }
}
