package dev.gatehouse.system.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.policy.PolicyWorkerApplication;
import dev.gatehouse.runtime.topic.TopicsCreator;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.testkit.TestServers;
import dev.gatehouse.testkit.batch.BatchBench;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Workers with ids of their own on a real broker. */
class ITStaticMembers {
  private static final String GROUP = "policy-worker";
  private static final int PARTITIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path BROKER_JARS =
      Path.of(System.getProperty("gatehouse.broker.lib", "kafka-broker/target/lib"));

  private final String database = TestServers.freshName("members");
  private final int brokerPort = Ports.free();
  private final String bootstrap = "127.0.0.1:" + brokerPort;

  @TempDir private Path folder;
  private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
  private BrokerProcess broker;
  private Admin admin;

  @BeforeEach
  void start() {
    broker = BrokerProcess.start(new BrokerProcess.Settings(BROKER_JARS, folder, brokerPort));
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
  }

  @AfterEach
  void stop() {
    workers.forEach(ConfigurableApplicationContext::close);
    admin.close();
    broker.close();
  }

  @Test
  void aWorkerThatComesBackGoesOnWithItsPartitions() throws Exception {
    // given
    ConfigurableApplicationContext first = worker("worker-0");
    worker("worker-1");
    Map<String, String> before = stableAssignment(4);
    assertThat(before.keySet())
        .containsExactly("worker-0-0", "worker-0-1", "worker-1-0", "worker-1-1");

    // when
    first.close();

    // then
    assertThat(stableAssignment(4)).as("nobody has left").isEqualTo(before);

    // when
    Map<String, String> members = memberIds();
    worker("worker-0");

    // then
    await(() -> !members.get("worker-0-0").equals(memberIds().get("worker-0-0")));
    assertThat(stableAssignment(4)).isEqualTo(before);
    assertThat(memberIds()).containsEntry("worker-1-0", members.get("worker-1-0"));
  }

  @Test
  void theNumberOfPartitionsIsFixedWhenATopicIsMade() throws Exception {
    new TopicsCreator(PARTITIONS).create(admin);

    new TopicsCreator(PARTITIONS + 4).create(admin);

    assertThat(
            admin
                .describeTopics(List.of(Topics.TASK_COMMANDS, Topics.TASK_EVENTS))
                .allTopicNames()
                .get()
                .values())
        .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(PARTITIONS));
  }

  private ConfigurableApplicationContext worker(String id) {
    ConfigurableApplicationContext worker =
        PolicyWorkerApplication.start(
            "--server.port=0",
            "--gatehouse.instance-id=" + id,
            "--gatehouse.mongodb-uri=" + TestServers.mongodbUri(),
            "--gatehouse.database=" + database,
            "--gatehouse.kafka-bootstrap=" + bootstrap,
            "--gatehouse.registry-url=" + TestServers.registryUrl(),
            "--gatehouse.installation-keys=" + BatchBench.INSTALLATION_KEYS);
    workers.add(worker);
    return worker;
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("what is awaited comes in time").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  /** Which partitions each member has, as soon as the group is at rest with so many members. */
  private Map<String, String> stableAssignment(int members) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      ConsumerGroupDescription group = group();
      Map<String, String> assigned = new TreeMap<>();
      int partitions = 0;
      for (MemberDescription member : group.members()) {
        List<Integer> numbers =
            member.assignment().topicPartitions().stream()
                .map(TopicPartition::partition)
                .sorted()
                .toList();
        partitions += numbers.size();
        assigned.put(member.groupInstanceId().orElse("none"), numbers.toString());
      }
      if (group.groupState() == GroupState.STABLE
          && assigned.size() == members
          && partitions == PARTITIONS
          && !assigned.containsValue("[]")) {
        return assigned;
      }
      assertThat(System.nanoTime()).as("%s", group).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private Map<String, String> memberIds() throws Exception {
    Map<String, String> ids = new TreeMap<>();
    group()
        .members()
        .forEach(each -> ids.put(each.groupInstanceId().orElse(""), each.consumerId()));
    return ids;
  }

  private ConsumerGroupDescription group() throws Exception {
    return admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP);
  }
}
