package dev.gatehouse.standalone;

import dev.gatehouse.api.TaskApiApplication;
import dev.gatehouse.entitlement.EntitlementServiceApplication;
import dev.gatehouse.policy.PolicyWorkerApplication;
import dev.gatehouse.provisioning.ProvisioningWorkerApplication;
import dev.gatehouse.servers.ServerException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;

/** The four services, each with its own configuration, in this JVM. */
final class Services implements AutoCloseable {
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Deque<ConfigurableApplicationContext> running = new ArrayDeque<>();
  private final Map<String, String> settings;

  /**
   * Starts nothing yet.
   *
   * @param settings that all four get
   */
  Services(Map<String, String> settings) {
    this.settings = settings;
  }

  /** Where each of them listens. */
  record ServicePorts(int taskApi, int entitlementService, int policyWorker, int provisioning) {}

  private record Service(
      String name, int port, Function<String[], ConfigurableApplicationContext> start) {}

  /** Starts them and waits until each says that it is ready. The gateway is the last. */
  void start(ServicePorts ports, Console console) {
    List<Service> services =
        List.of(
            new Service(
                "entitlement-service",
                ports.entitlementService(),
                EntitlementServiceApplication::start),
            new Service("policy-worker", ports.policyWorker(), PolicyWorkerApplication::start),
            new Service(
                "provisioning-worker", ports.provisioning(), ProvisioningWorkerApplication::start),
            new Service("task-api", ports.taskApi(), TaskApiApplication::start));
    for (Service service : services) {
      console.progress("starting " + service.name());
      running.push(start(service));
    }
    services.forEach(Services::awaitReady);
  }

  private ConfigurableApplicationContext start(Service service) {
    try {
      return service.start().apply(arguments(service));
    } catch (RuntimeException e) {
      throw new ServerException(
          "Expected %s to start, but it did not: %s (the log says more)"
              .formatted(service.name(), reason(e)),
          e);
    }
  }

  /** The innermost sentence that is written for a person, else what went wrong first. */
  private static String reason(Throwable error) {
    String sentence = "";
    Throwable cause = error;
    while (true) {
      String message = String.valueOf(cause.getMessage());
      if (message.startsWith("Expected ")) {
        sentence = message;
      }
      if (cause.getCause() == null) {
        return sentence.isEmpty() ? message : sentence;
      }
      cause = cause.getCause();
    }
  }

  private String[] arguments(Service service) {
    List<String> arguments = new ArrayList<>();
    settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    arguments.add("--server.port=" + service.port());
    return arguments.toArray(String[]::new);
  }

  private static void awaitReady(Service service) {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    try (ApiClient client = new ApiClient("http://127.0.0.1:" + service.port())) {
      while (!client.isUp("/actuator/health/readiness")) {
        if (System.nanoTime() > deadline) {
          throw new ServerException(
              "Expected %s to be ready within %d s, but it is not; see the log."
                  .formatted(service.name(), READY_LIMIT.toSeconds()));
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected to wait for a service, but was interrupted.", e);
    }
  }

  /** Stops them, the gateway first. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
