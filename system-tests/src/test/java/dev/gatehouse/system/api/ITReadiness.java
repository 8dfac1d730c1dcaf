package dev.gatehouse.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service is ready while it reaches what it needs; whether it lives is another question. */
@Timeout(300)
class ITReadiness {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final List<String> NEED_THE_BROKER =
      List.of("policy-worker", "provisioning-worker", "task-api");

  @TempDir private Path folder;

  @Test
  void servicesAreReadyWhileTheyReachWhatTheyNeed() {
    BrokerProcess.Settings settings =
        new BrokerProcess.Settings(
            Path.of(System.getProperty("gatehouse.broker.lib")), folder, Ports.free());
    BrokerProcess first = BrokerProcess.start(settings);
    try (Installation gatehouse = Installation.start(1, first.bootstrapServers())) {
      // when: the broker is gone
      first.close();

      // then
      for (String service : NEED_THE_BROKER) {
        await(gatehouse, service, 503, "broker", "DOWN");
      }
      // Its events wait in the database, so it goes on serving.
      await(gatehouse, "entitlement-service", 200, "events", "DEGRADED");
      expectAllLive(gatehouse);

      try (BrokerProcess _ = BrokerProcess.start(settings)) {
        // then: all are ready again, without a new start
        for (String service : NEED_THE_BROKER) {
          await(gatehouse, service, 200, "broker", "UP");
        }
        await(gatehouse, "entitlement-service", 200, "events", "UP");
      }
    } finally {
      first.close();
    }
  }

  private static void await(
      Installation gatehouse, String service, int status, String part, String state) {
    Client client = gatehouse.service(service);
    Client.until(
        () -> client.get("", "/actuator/health/readiness"),
        answer ->
            answer.status() == status
                && answer.json().at("/components/" + part + "/status").asString("").equals(state),
        PATIENCE);
  }

  private static void expectAllLive(Installation gatehouse) {
    NEED_THE_BROKER.forEach(service -> expectLive(gatehouse, service));
    expectLive(gatehouse, "entitlement-service");
  }

  private static void expectLive(Installation gatehouse, String service) {
    assertThat(gatehouse.service(service).get("", "/actuator/health/liveness").status())
        .as(service)
        .isEqualTo(200);
  }
}
