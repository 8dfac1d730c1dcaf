package dev.gatehouse.provisioning;

import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.provisioning.attempt.MongoAttemptStore;
import dev.gatehouse.provisioning.connectors.ConnectorKind;
import dev.gatehouse.provisioning.connectors.Connectors;
import dev.gatehouse.provisioning.connectors.instant.InstantConnectorKind;
import dev.gatehouse.provisioning.connectors.ldap.LdapConnectorKind;
import dev.gatehouse.provisioning.executor.AttemptRun;
import dev.gatehouse.provisioning.executor.AttemptSweeper;
import dev.gatehouse.provisioning.executor.CommandFinishedRecords;
import dev.gatehouse.provisioning.executor.DirectTaskReports;
import dev.gatehouse.provisioning.executor.FinishedRecords;
import dev.gatehouse.provisioning.executor.GrantLeases;
import dev.gatehouse.provisioning.executor.HttpGrantLeases;
import dev.gatehouse.provisioning.executor.Lanes;
import dev.gatehouse.provisioning.executor.OrderedAttempts;
import dev.gatehouse.provisioning.executor.PublishedEnds;
import dev.gatehouse.provisioning.executor.RunSettings;
import dev.gatehouse.provisioning.executor.TargetTry;
import dev.gatehouse.provisioning.executor.TaskReports;
import dev.gatehouse.provisioning.order.OrderIntake;
import dev.gatehouse.runtime.Patience;
import dev.gatehouse.runtime.TaskRuntime;
import dev.gatehouse.runtime.Waiting;
import dev.gatehouse.runtime.gather.Gathered;
import dev.gatehouse.runtime.outbox.KafkaRecordSender;
import dev.gatehouse.runtime.store.DatabaseClock;
import dev.gatehouse.runtime.store.MongoConnection;
import dev.gatehouse.runtime.store.TaskStore;
import dev.gatehouse.runtime.topic.TopicsCreator;
import dev.gatehouse.schemas.signing.InstallationKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the worker together. */
@Configuration(proxyBeanMethods = false)
class ProvisioningWorkerConfiguration {
  private static final int MOST_AT_ONCE = 200;

  /** After this time nobody is still sending. */
  private static final Duration UNPUBLISHED_FOR =
      KafkaRecordSender.DELIVERY_TIMEOUT.multipliedBy(2);

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** The runtime; the topics are there before anything listens to them. */
  @Bean
  TaskRuntime taskRuntime(ProvisioningProperties properties, MeterRegistry meters, Clock clock) {
    TaskRuntime runtime =
        TaskRuntime.open(
            new TaskRuntime.Settings(
                DirectTaskReports.SERVICE,
                properties.mongodbUri(),
                properties.kafkaBootstrap(),
                properties.registryUrl(),
                properties.installationKeys(),
                "",
                properties.entitlementServiceUrl()),
            meters,
            clock);
    Patience.OF_A_BATCH.insist(
        () -> new TopicsCreator(properties.partitions()).create(runtime.admin()));
    return runtime;
  }

  @Bean
  AttemptStore attemptStore(TaskRuntime runtime, ProvisioningProperties properties) {
    MongoAttemptStore store =
        new MongoAttemptStore(
            runtime.mongo().database(MongoConnection.DATABASE), properties.provisioning().keep());
    Patience.OF_A_BATCH.insist(store::prepare);
    return store;
  }

  @Bean
  RunSettings runSettings(ProvisioningProperties properties) {
    return new RunSettings(
        ManagementFactory.getRuntimeMXBean().getName(),
        properties.provisioning().claim(),
        properties.provisioning().callTimeout(),
        UNPUBLISHED_FOR);
  }

  @Bean
  Connectors connectors(ProvisioningProperties properties) {
    List<ConnectorKind> kinds =
        List.of(
            new InstantConnectorKind(),
            new LdapConnectorKind(properties.provisioning().secretFolders()));
    return new Connectors(kinds, properties.provisioning().callTimeout());
  }

  @Bean
  TaskReports taskReports(TaskRuntime runtime, Clock clock) {
    Gathered<TaskId, Boolean> awaiting =
        new Gathered<>("tasks-awaiting", MOST_AT_ONCE, ids -> awaiting(runtime.tasks(), ids));
    return new DirectTaskReports(runtime.updates(), awaiting::ask, clock);
  }

  private static List<Boolean> awaiting(TaskStore tasks, List<TaskId> ids) {
    Set<TaskId> found = tasks.awaitingAmong(ids);
    return ids.stream().map(found::contains).toList();
  }

  @Bean
  GrantLeases grantLeases(ProvisioningProperties properties, Clock clock) {
    return new HttpGrantLeases(
        properties.entitlementServiceUrl(),
        InstallationKeys.parse(properties.installationKeys()),
        clock);
  }

  @Bean
  FinishedRecords finishedRecords(TaskRuntime runtime, Clock clock) {
    return new CommandFinishedRecords(runtime.commands(), runtime.sender(), clock);
  }

  @Bean
  PublishedEnds publishedEnds(AttemptStore store) {
    return new PublishedEnds(store);
  }

  @Bean
  AttemptRun attemptRun(
      TaskRuntime runtime,
      AttemptStore store,
      TaskReports tasks,
      GrantLeases leases,
      Connectors connectors,
      FinishedRecords records,
      PublishedEnds published,
      ProvisioningProperties properties,
      RunSettings settings,
      MeterRegistry meters) {
    return new AttemptRun(
        store,
        tasks,
        new TargetTry(tasks, leases, connectors, settings),
        records,
        published,
        properties.provisioning().retryRules(),
        settings,
        new DatabaseClock(runtime.tasks()),
        Waiting.REAL,
        meters);
  }

  @Bean(destroyMethod = "")
  Lanes lanes(ProvisioningProperties properties, AttemptRun run, MeterRegistry meters) {
    return new Lanes(properties.provisioning().laneSettings(), run, meters);
  }

  @Bean
  AttemptSweeper attemptSweeper(
      AttemptStore store, Lanes lanes, FinishedRecords records, TaskRuntime runtime) {
    return new AttemptSweeper(
        store,
        lanes,
        records,
        UNPUBLISHED_FOR,
        runtime.share(),
        work -> Thread.ofVirtual().name("attempt-publisher").start(work));
  }

  @Bean
  OrderIntake orderIntake(
      TaskRuntime runtime,
      AttemptStore store,
      Lanes lanes,
      RunSettings settings,
      MeterRegistry meters) {
    return new OrderIntake(
        runtime.avro(),
        runtime.commands(),
        new OrderedAttempts(store, lanes, settings, Waiting.REAL),
        runtime.deadLetters(),
        runtime.sender(),
        Patience.OF_A_BATCH,
        meters);
  }
}
