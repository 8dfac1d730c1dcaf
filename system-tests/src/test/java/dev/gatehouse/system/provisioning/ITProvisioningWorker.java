package dev.gatehouse.system.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.provisioning.ProvisioningWorkerApplication;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.AttemptState;
import dev.gatehouse.provisioning.attempt.AttemptStore;
import dev.gatehouse.runtime.TaskRuntime;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.schemas.ProvisioningCommand;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.testkit.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;

/** The worker as it is started, on a real broker and a real database. */
@Timeout(120)
class ITProvisioningWorker {
  private static final String KEYS = "k1:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=";
  private static final Duration POLL = Duration.ofMillis(50);
  private static ConfigurableApplicationContext worker;

  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    worker =
        ProvisioningWorkerApplication.start(
            "--server.port=0",
            "--gatehouse.mongodb-uri=" + TestServers.mongodbUri(),
            "--gatehouse.kafka-bootstrap=" + TestServers.kafkaBootstrap(),
            "--gatehouse.registry-url=" + TestServers.registryUrl(),
            "--gatehouse.installation-keys=" + KEYS,
            "--gatehouse.entitlement-service-url=http://127.0.0.1:1");
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  @Test
  void goodOrdersBecomeAttemptsAndAllOthersDeadLetters() throws InterruptedException {
    // given: good, unreadable, null and unsigned records of one poll
    TaskRuntime runtime = worker.getBean(TaskRuntime.class);
    SignedRecord good = order(runtime, "good");
    SignedRecord unsigned = order(runtime, "unsigned");
    List<OutboundRecord> records =
        List.of(
            raw("junk", "no order".getBytes(StandardCharsets.UTF_8)),
            OutboundRecord.of(good),
            raw("null", null),
            OutboundRecord.of(unsigned.topic(), unsigned.key(), unsigned.value(), Map.of()));

    // when
    records.forEach(record -> runtime.sender().send(record).join());

    // then: the good one is an attempt, which no task wants
    AttemptStore store = worker.getBean(AttemptStore.class);
    AttemptId id = new AttemptId(new TaskId(key("good")), new StepId("s1"), 1);
    while (store.find(id).map(a -> a.state() != AttemptState.OBSOLETE).orElse(true)) {
      Thread.sleep(POLL);
    }
    assertThat(store.find(new AttemptId(new TaskId(key("unsigned")), new StepId("s1"), 1)))
        .isEmpty();
    assertThat(deadLetters(3))
        .containsOnlyKeys(key("junk"), key("null"), key("unsigned"))
        .hasEntrySatisfying(
            key("unsigned"), reason -> assertThat(reason).startsWith("Expected proof"))
        .hasEntrySatisfying(key("null"), reason -> assertThat(reason).contains("null"));
  }

  @Test
  void itLivesAlsoWhereEntitlementServiceIsNot() throws Exception {
    assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(503);
    assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
    assertThat(get("/actuator/prometheus").body()).contains("gatehouse_provisioning_oldest_due");
  }

  private HttpResponse<String> get(String path) throws Exception {
    String port = worker.getEnvironment().getProperty("local.server.port");
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String key(String name) {
    return run + "-" + name;
  }

  private SignedRecord order(TaskRuntime runtime, String name) {
    return runtime
        .commands()
        .encode(
            ProvisioningCommand.newBuilder()
                .setCommandId(key(name))
                .setTaskId(key(name))
                .setPolicyStepId("s1")
                .setAttempt(1)
                .setGive(true)
                .setConnectorId("c1")
                .setAppId("a1")
                .setAppEntitlementId("e1")
                .setAppUserId("u1")
                .setIssuedAt(Instant.parse("2026-03-01T09:00:00Z"))
                .build());
  }

  private OutboundRecord raw(String name, byte[] value) {
    return new OutboundRecord(
        Topics.PROVISIONING_COMMANDS, key(name).getBytes(StandardCharsets.UTF_8), value, Map.of());
  }

  /** The reasons of this run's dead letters by their keys. */
  private Map<String, String> deadLetters(int count) {
    Map<String, String> reasons = new HashMap<>();
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            TestServers.kafkaBootstrap(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      String topic = Topics.deadLetter(Topics.PROVISIONING_COMMANDS);
      List<TopicPartition> partitions = new ArrayList<>();
      consumer
          .partitionsFor(topic)
          .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (reasons.size() < count) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          String key = new String(record.key(), StandardCharsets.UTF_8);
          if (key.startsWith(run)) {
            reasons.put(
                key,
                new String(
                    record.headers().lastHeader(RecordHeaders.DEAD_REASON).value(),
                    StandardCharsets.UTF_8));
          }
        }
      }
    }
    return reasons;
  }
}
