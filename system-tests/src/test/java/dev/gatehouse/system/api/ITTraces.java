package dev.gatehouse.system.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.gatehouse.model.Json;
import dev.gatehouse.schemas.GrantEvent;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import dev.gatehouse.testkit.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** One trace goes through all services, and their logs name it, but never a token. */
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class ITTraces {
  private static final String ASKED = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final AvroCodec CODEC =
      new AvroCodec(new HttpSchemaRegistry(TestServers.registryUrl()));
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String APPROVED = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void theTraceOfARequestIsOnEveryRecordThatItCauses(CapturedOutput output) {
    String ann;
    String bob;
    String taskId;
    List<ConsumerRecord<byte[], byte[]>> records;
    Lines lines;
    try (Installation gatehouse = Installation.start(1)) {
      lines = Lines.keep();
      Client api = gatehouse.api();
      ann = gatehouse.token("ann");
      bob = gatehouse.token("bob");
      JsonNode task =
          api.send(
                  "POST",
                  "/api/v1/task/grant",
                  gatehouse.grant("editors").put("grantDuration", "3600s").toString(),
                  headers(ann, ASKED))
              .task();
      taskId = task.path("id").asString();
      api.send(
              "POST",
              "/api/v1/tasks/" + taskId + "/action/approve",
              Json.object()
                  .put("policyStepId", task.at("/policy/current/id").asString())
                  .toString(),
              headers(bob, APPROVED))
          .task();
      api.await(ann, taskId, t -> t.path("state").asString().endsWith("CLOSED"));
      // Those of the grant are sent by another service, and so perhaps a little later.
      records = Client.until(() -> recordsOf(taskId), ITTraces::tellOfTheGrant, PATIENCE);
    }

    Map<String, Set<String>> traces =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    ConsumerRecord::topic,
                    Collectors.mapping(record -> trace(record).id(), Collectors.toSet())));
    assertThat(traces)
        .containsEntry(Topics.TASK_COMMANDS, Set.of(ASKED, APPROVED))
        .containsEntry(Topics.TASK_EVENTS, Set.of(ASKED, APPROVED))
        .containsEntry(Topics.PROVISIONING_COMMANDS, Set.of(APPROVED))
        .containsEntry(Topics.GRANT_EVENTS, Set.of(APPROVED));
    assertThat(records).allMatch(record -> trace(record).state().equals("vendor=1"));
    // The approval, and what the provisioning worker told of its end.
    assertThat(records)
        .filteredOn(r -> r.topic().equals(Topics.TASK_COMMANDS) && trace(r).id().equals(APPROVED))
        .filteredOn(r -> r.headers().lastHeader(RecordHeaders.REPLY_TO) == null)
        .isNotEmpty();
    assertThat(lines.kept)
        .anyMatch(line -> line.isBy("CommandLog", taskId, ASKED))
        .anyMatch(line -> line.isBy("CommandLog", taskId, APPROVED))
        .anyMatch(line -> line.isBy("AttemptRun", taskId, APPROVED));
    assertThat(output.getAll())
        .doesNotContain(ann)
        .doesNotContain(bob)
        .doesNotContain("Gatehouse-Service ");
  }

  /** That it is on its way, and that it is there. */
  private static boolean tellOfTheGrant(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().filter(r -> r.topic().equals(Topics.GRANT_EVENTS)).count() == 2;
  }

  /** A line of the log with what the pattern of the service shows beside its text. */
  private record Line(String logger, Map<String, String> context) {
    boolean isBy(String name, String taskId, String trace) {
      return logger.endsWith(name)
          && taskId.equals(context.get("taskId"))
          && trace.equals(context.get("traceId"));
    }
  }

  /** Keeps lines; which pattern prints them is up to the service that this JVM started first. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final Queue<Line> kept = new ConcurrentLinkedQueue<>();

    static Lines keep() {
      Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
      Lines lines = new Lines();
      lines.setContext(root.getLoggerContext());
      lines.start();
      root.addAppender(lines);
      return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
      kept.add(new Line(event.getLoggerName(), Map.copyOf(event.getMDCPropertyMap())));
    }
  }

  private static Map<String, String> headers(String token, String trace) {
    return Map.of(
        "Content-Type",
        "application/json",
        "Authorization",
        "Bearer " + token,
        Trace.PARENT_HEADER,
        "00-" + trace + "-00f067aa0ba902b7-01",
        Trace.STATE_HEADER,
        "vendor=1");
  }

  private static Trace trace(ConsumerRecord<byte[], byte[]> record) {
    Map<String, byte[]> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), header.value());
    }
    return Trace.of(headers);
  }

  /** All records of a task that is closed, so that no more will come. */
  private static List<ConsumerRecord<byte[], byte[]>> recordsOf(String taskId) {
    List<String> topics =
        List.of(
            Topics.TASK_COMMANDS,
            Topics.TASK_EVENTS,
            Topics.PROVISIONING_COMMANDS,
            Topics.GRANT_EVENTS);
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                TestServers.kafkaBootstrap(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (isOf(taskId, record)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }

  /** The key of a grant's event is the grant's id; the event names the task. */
  private static boolean isOf(String taskId, ConsumerRecord<byte[], byte[]> record) {
    if (record.topic().equals(Topics.GRANT_EVENTS)) {
      return taskId.equals(CODEC.decode(record.value(), GrantEvent.class).getTaskId());
    }
    return record.key() != null && new String(record.key(), UTF_8).equals(taskId);
  }
}
