package dev.gatehouse.system.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.Shards;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.task.step.StepInstance;
import dev.gatehouse.model.internal.LeaseAnswer;
import dev.gatehouse.model.internal.LeaseRequest;
import dev.gatehouse.model.internal.SettleAnswer;
import dev.gatehouse.model.internal.SettleRequest;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptState;
import dev.gatehouse.provisioning.attempt.Finished;
import dev.gatehouse.provisioning.attempt.MongoAttemptStore;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import dev.gatehouse.provisioning.attempt.ProvisioningOrder;
import dev.gatehouse.provisioning.attempt.RetryRules;
import dev.gatehouse.provisioning.connectors.Connectors;
import dev.gatehouse.provisioning.connectors.ldap.LdapConnectorKind;
import dev.gatehouse.provisioning.executor.AttemptRun;
import dev.gatehouse.provisioning.executor.AttemptSweeper;
import dev.gatehouse.provisioning.executor.FinishedRecords;
import dev.gatehouse.provisioning.executor.GrantLeases;
import dev.gatehouse.provisioning.executor.LaneSettings;
import dev.gatehouse.provisioning.executor.Lanes;
import dev.gatehouse.provisioning.executor.PublishedEnds;
import dev.gatehouse.provisioning.executor.RunSettings;
import dev.gatehouse.provisioning.executor.TargetTry;
import dev.gatehouse.provisioning.executor.TaskReports;
import dev.gatehouse.runtime.Waiting;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.testkit.TestDirectory;
import dev.gatehouse.testkit.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that takes connections and never says a word, beside one that works. */
class ITHangingTarget {
  private static final int CALLS = 8;
  private static final int OF_THE_HANGING_ONE = 30;
  private static final int OF_THE_OTHER = 40;
  private static final Duration HANGS = Duration.ofSeconds(60);

  private final BlockingQueue<String> finished = new LinkedBlockingQueue<>();

  @Test
  void attemptsOfAnotherConnectorCompleteMeanwhile(@TempDir Path folder) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        TestDirectory directory = TestDirectory.start(folder.resolve("directory"));
        MongoConnection mongo = MongoConnection.to(TestServers.mongodbUri())) {
      // given: many attempts of the hanging target, all of them due first
      MongoAttemptStore store =
          new MongoAttemptStore(
              mongo.database(TestServers.freshName("hanging")), Duration.ofDays(1));
      store.prepare();
      String group = directory.addGroup("editors");
      String hanging = "ldap://127.0.0.1:" + silent.getLocalPort();
      Leases leases =
          new Leases(Map.of("hanging", hanging, "other", directory.url()), directory, group);
      Lanes lanes = lanes(store, leases, folder);
      AttemptSweeper sweeper =
          new AttemptSweeper(
              store, lanes, new Records(), Duration.ofMinutes(1), () -> Shards.ALL, Runnable::run);
      store.insert(orders("hanging", OF_THE_HANGING_ONE));
      sweeper.sweep();
      store.insert(orders("other", OF_THE_OTHER));

      // when
      Set<String> done = new HashSet<>();
      while (done.size() < OF_THE_OTHER) {
        sweeper.sweep();
        String task = finished.poll(1, TimeUnit.SECONDS);
        if (task != null) {
          done.add(task);
        }
      }

      while (lanes.inFlight() > CALLS) {
        Thread.onSpinWait(); // the last of the others has told its end, and is about to be over
      }

      // then
      assertThat(done).allMatch(task -> task.startsWith("other"));
      assertThat(lanes.inFlight()).isEqualTo(CALLS);
      assertThat(
              orders("hanging", OF_THE_HANGING_ONE).stream()
                  .map(order -> store.find(order.id()).orElseThrow().state()))
          .doesNotContain(AttemptState.DONE, AttemptState.FAILED);
      lanes.close();
      lanes.interrupt();
    }
  }

  /** Tasks that want whatever is ordered. */
  private static final class Willing implements TaskReports {
    @Override
    public boolean awaits(ProvisioningAttempt attempt) {
      return true;
    }

    @Override
    public Reported report(ProvisioningAttempt attempt, StepInstance.AttemptState state) {
      return new Reported.Noted();
    }
  }

  private Lanes lanes(MongoAttemptStore store, GrantLeases leases, Path folder) {
    Duration callTimeout = HANGS.multipliedBy(3);
    RunSettings settings =
        new RunSettings("w1", callTimeout.multipliedBy(3), callTimeout, Duration.ofMinutes(1));
    TaskReports tasks = new Willing();
    Connectors connectors =
        new Connectors(List.of(new LdapConnectorKind(List.of(folder))), callTimeout);
    AttemptRun run =
        new AttemptRun(
            store,
            tasks,
            new TargetTry(tasks, leases, connectors, settings),
            new Records(),
            new PublishedEnds(store),
            new RetryRules(
                Duration.ofSeconds(1), 2, Duration.ofSeconds(60), 8, Duration.ofMinutes(10)),
            settings,
            Clock.systemUTC(),
            Waiting.REAL,
            new SimpleMeterRegistry());
    return new Lanes(
        new LaneSettings(CALLS, 20, 1000, callTimeout, 20, Duration.ofSeconds(10)),
        run,
        new SimpleMeterRegistry());
  }

  private static List<ProvisioningOrder> orders(String connector, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new ProvisioningOrder(
                    new AttemptId(new TaskId(connector + i), new StepId("s1"), 1),
                    true,
                    new ConnectorId(connector),
                    new EntitlementRef(new AppId("a1"), new EntitlementId("e1")),
                    new AppUserId("u" + i),
                    null,
                    null,
                    null))
        .toList();
  }

  /** Gives every lease, for one group at the address of the connector. */
  private record Leases(Map<String, String> urls, TestDirectory directory, String group)
      implements GrantLeases {
    @Override
    public LeaseAnswer take(LeaseRequest request, Trace trace) {
      String url = urls.get(request.connectorId().value());
      Map<String, String> config =
          Map.of(
              "url",
              url,
              "bindDn",
              TestDirectory.BIND_DN,
              "passwordFile",
              directory.passwordFile().toString());
      String person =
          url.equals(directory.url())
              ? directory.addPerson(request.appUserId().value())
              : "uid=nobody";
      return new LeaseAnswer.Leased(
          1,
          false,
          false,
          new LeaseAnswer.Target("ldap", config, group, "u", Map.of("dn", person), "Editors"));
    }

    @Override
    public SettleAnswer settle(SettleRequest request, Trace trace) {
      return new SettleAnswer(true, "");
    }
  }

  private final class Records implements FinishedRecords {
    @Override
    public Finished make(ProvisioningAttempt attempt, String error) {
      assertThat(error).isEmpty();
      return new Finished("t", attempt.id().taskId().value(), new byte[] {1}, Map.of());
    }

    @Override
    public void publish(Finished record) {
      finished.add(record.key());
    }
  }
}
