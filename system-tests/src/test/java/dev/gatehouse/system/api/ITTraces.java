package dev.gatehouse.system.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.model.Json;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.Trace;
import dev.gatehouse.testkit.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

/** One trace goes through all services, and their logs name it, but never a token. */
@Timeout(300)
@ExtendWith(OutputCaptureExtension.class)
class ITTraces {
  private static final String ASKED = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String APPROVED = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void theTraceOfARequestIsOnEveryRecordThatItCauses(CapturedOutput output) {
    String ann;
    String bob;
    String taskId;
    try (Installation gatehouse = Installation.start(1)) {
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
    }

    List<ConsumerRecord<byte[], byte[]>> records = recordsOf(taskId);
    Map<String, Set<String>> traces =
        records.stream()
            .collect(
                Collectors.groupingBy(
                    ConsumerRecord::topic,
                    Collectors.mapping(record -> trace(record).id(), Collectors.toSet())));
    assertThat(traces)
        .containsEntry(Topics.TASK_COMMANDS, Set.of(ASKED, APPROVED))
        .containsEntry(Topics.TASK_EVENTS, Set.of(ASKED, APPROVED))
        .containsEntry(Topics.PROVISIONING_COMMANDS, Set.of(APPROVED));
    assertThat(records).allMatch(record -> trace(record).state().equals("vendor=1"));
    // The approval, and what the provisioning worker told of its end.
    assertThat(records)
        .filteredOn(r -> r.topic().equals(Topics.TASK_COMMANDS) && trace(r).id().equals(APPROVED))
        .filteredOn(r -> r.headers().lastHeader(RecordHeaders.REPLY_TO) == null)
        .isNotEmpty();
    assertThat(output.getAll().lines())
        .anyMatch(line -> isBy(line, "CommandLog", taskId, ASKED))
        .anyMatch(line -> isBy(line, "CommandLog", taskId, APPROVED))
        .anyMatch(line -> isBy(line, "AttemptRun", taskId, APPROVED));
    assertThat(output.getAll()).doesNotContain(ann).doesNotContain(bob);
  }

  private static boolean isBy(String line, String logger, String taskId, String trace) {
    return line.contains(logger) && line.contains(taskId) && line.contains(trace);
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
        List.of(Topics.TASK_COMMANDS, Topics.TASK_EVENTS, Topics.PROVISIONING_COMMANDS);
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
          if (record.key() != null && new String(record.key(), UTF_8).equals(taskId)) {
            found.add(record);
          }
        }
      }
    }
    return found;
  }
}
