package dev.gatehouse.bench.measure;

import dev.gatehouse.servers.ServerException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** How many records and bytes the topics of a broker have taken so far. */
final class KafkaCounts implements AutoCloseable {
  private final Admin admin;
  private final List<TopicPartition> partitions;

  /**
   * What a topic has taken.
   *
   * @param bytes in the broker's log, headers and the batches' own fields included
   */
  record Taken(long records, long bytes) {}

  KafkaCounts(String kafka) {
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka));
    this.partitions = get(this::everyPartition);
  }

  private List<TopicPartition> everyPartition() throws ExecutionException, InterruptedException {
    List<TopicPartition> found = new ArrayList<>();
    var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      topic.partitions().forEach(p -> found.add(new TopicPartition(topic.name(), p.partition())));
    }
    return found;
  }

  /** By topic, the internal ones too. */
  Map<String, Taken> now() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    partitions.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
    Map<String, Long> records = new TreeMap<>();
    get(() -> admin.listOffsets(ends).all().get())
        .forEach((partition, end) -> records.merge(partition.topic(), end.offset(), Long::sum));
    Map<String, Long> bytes = new HashMap<>();
    get(() -> admin.describeLogDirs(List.of(1)).allDescriptions().get())
        .values()
        .forEach(
            folders ->
                folders
                    .values()
                    .forEach(
                        folder ->
                            folder
                                .replicaInfos()
                                .forEach(
                                    (partition, replica) ->
                                        bytes.merge(
                                            partition.topic(), replica.size(), Long::sum))));
    Map<String, Taken> taken = new LinkedHashMap<>();
    records.forEach(
        (topic, count) -> taken.put(topic, new Taken(count, bytes.getOrDefault(topic, 0L))));
    return taken;
  }

  /** The difference of two looks; topics that took nothing are left out. */
  static Map<String, Taken> between(Map<String, Taken> before, Map<String, Taken> after) {
    Map<String, Taken> taken = new LinkedHashMap<>();
    after.forEach(
        (topic, now) -> {
          Taken then = before.getOrDefault(topic, new Taken(0, 0));
          if (now.records() > then.records()) {
            taken.put(topic, new Taken(now.records() - then.records(), now.bytes() - then.bytes()));
          }
        });
    return taken;
  }

  private interface Question<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  private static <T> T get(Question<T> question) {
    try {
      return question.ask();
    } catch (ExecutionException e) {
      throw new ServerException("Expected the broker to answer, but " + e.getCause() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected an answer of the broker, but was interrupted.", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
