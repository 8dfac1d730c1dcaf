package dev.gatehouse.bench.install;

import dev.gatehouse.api.TaskApiApplication;
import dev.gatehouse.entitlement.EntitlementServiceApplication;
import dev.gatehouse.policy.PolicyWorkerApplication;
import dev.gatehouse.provisioning.ProvisioningWorkerApplication;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Some of the services in one JVM. The first argument says which, and at which ports, such as
 * {@code policy-worker=8083,provisioning-worker=8084}; the others are settings for all of them.
 * When the first service of the list is ready, so are the others. With {@code
 * -Dgatehouse.training=true} it ends as soon as all have started, so that the JVM can keep an
 * archive of the classes that they take.
 */
public final class ServicesJvm {
  /** The system property that makes a run end by itself. */
  public static final String TRAINING = "gatehouse.training";

  private ServicesJvm() {}

  public static void main(String... arguments) {
    List<String> settings = List.of(arguments).subList(1, arguments.length);
    List<ConfigurableApplicationContext> running = new ArrayList<>();
    for (String service : Arrays.asList(arguments[0].split(",", -1)).reversed()) {
      String[] parts = service.split("=", 2);
      List<String> own = new ArrayList<>(settings);
      own.add("--server.port=" + parts[1]);
      running.add(starter(parts[0]).apply(own.toArray(String[]::new)));
    }
    if (Boolean.getBoolean(TRAINING)) {
      running.reversed().forEach(ConfigurableApplicationContext::close);
      System.exit(0);
    }
  }

  private static Function<String[], ConfigurableApplicationContext> starter(String service) {
    return switch (service) {
      case "entitlement-service" -> EntitlementServiceApplication::start;
      case "policy-worker" -> PolicyWorkerApplication::start;
      case "provisioning-worker" -> ProvisioningWorkerApplication::start;
      case "task-api" -> TaskApiApplication::start;
      default ->
          throw new IllegalArgumentException(
              "Expected the name of a service, but it was \"" + service + "\".");
    };
  }
}
