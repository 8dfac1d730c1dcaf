package dev.gatehouse.system.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.policy.PolicyWorkerApplication;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.runtime.outbox.KafkaRecordSender;
import dev.gatehouse.runtime.outbox.OutboundRecord;
import dev.gatehouse.schemas.CommandReply;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.TaskEvent;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import dev.gatehouse.servers.BrokerProcess;
import dev.gatehouse.servers.Ports;
import dev.gatehouse.testkit.TestServers;
import dev.gatehouse.testkit.batch.BatchBench;
import dev.gatehouse.testkit.batch.FixedCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The policy worker on a real broker and a real database. */
class ITCommandBatch {
  private static final UserId ANN = new UserId("ann");
  private static final Actor ADMIN = new Actor.Person(new UserId("root"), Set.of(Role.SUPER_ADMIN));
  private static final Path BROKER_JARS =
      Path.of(System.getProperty("gatehouse.broker.lib", "kafka-broker/target/lib"));

  private final String database = TestServers.freshName("gatehouse");
  private final int brokerPort = Ports.free();
  private final String bootstrap = "127.0.0.1:" + brokerPort;
  private final AvroCodec avro = new AvroCodec(new HttpSchemaRegistry(TestServers.registryUrl()));
  private final CommandCodec codec =
      new CommandCodec(avro, InstallationKeys.parse(BatchBench.INSTALLATION_KEYS), ClientKeys.NONE);
  private final TopicReader topics = new TopicReader(bootstrap);
  private final FixedCatalog people = people();
  private final CatalogServer catalog = new CatalogServer(people);

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir private Path folder;
  private @Nullable BrokerProcess broker;
  private @Nullable ConfigurableApplicationContext worker;

  /** Each person can have one offboarding. */
  private static FixedCatalog people() {
    FixedCatalog catalog = new FixedCatalog();
    IntStream.range(0, 50)
        .mapToObj(i -> new UserId(ANN.value() + i))
        .forEach(
            id ->
                catalog.with(
                    new Query.FindPerson(id),
                    Optional.of(new Person(id, id.value(), true, false, List.of(), null))));
    return catalog;
  }

  @BeforeEach
  void start() {
    broker = BrokerProcess.start(new BrokerProcess.Settings(BROKER_JARS, folder, brokerPort));
    worker = startWorker();
  }

  @AfterEach
  void stop() {
    if (worker != null) {
      worker.close();
    }
    if (broker != null) {
      broker.close();
    }
    catalog.close();
  }

  private ConfigurableApplicationContext startWorker() {
    return PolicyWorkerApplication.start(
        "--server.port=0",
        "--gatehouse.mongodb-uri=" + TestServers.mongodbUri(),
        "--gatehouse.database=" + database,
        "--gatehouse.kafka-bootstrap=" + bootstrap,
        "--gatehouse.registry-url=" + TestServers.registryUrl(),
        "--gatehouse.entitlement-service-url=" + catalog.url(),
        "--gatehouse.installation-keys=" + BatchBench.INSTALLATION_KEYS);
  }

  @Test
  void badAndNullRecordsOfABatchHurtNoOtherAndKeepTheirPlaces() {
    List<OutboundRecord> records = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    int good = 10;
    for (int i = 0; i < good; i++) {
      SignedRecord command = codec.encode(offboard(i));
      records.add(OutboundRecord.of(command));
      String key = "bad-" + i;
      bad.add(key);
      records.add(
          switch (i % 4) {
            case 0 -> new OutboundRecord(Topics.TASK_COMMANDS, bytes(key), null, Map.of());
            case 1 ->
                new OutboundRecord(Topics.TASK_COMMANDS, bytes(key), new byte[] {9, 9}, Map.of());
            case 2 ->
                new OutboundRecord(Topics.TASK_COMMANDS, bytes(key), command.value(), Map.of());
            default ->
                OutboundRecord.of(Topics.TASK_COMMANDS, key, command.value(), command.headers());
          });
    }

    send(records);

    List<ConsumerRecord<String, byte[]>> dead =
        topics.until(Topics.deadLetter(Topics.TASK_COMMANDS), r -> r.size() == good);
    assertThat(dead.stream().map(ConsumerRecord::key)).containsExactlyInAnyOrderElementsOf(bad);
    assertThat(dead)
        .allSatisfy(
            record -> {
              assertThat(header(record, RecordHeaders.DEAD_REASON)).startsWith("Expected ");
              assertThat(header(record, RecordHeaders.DEAD_TOPIC)).isEqualTo("task-commands");
              assertThat(header(record, RecordHeaders.DEAD_OFFSET)).matches("[0-9]+");
            });
    List<ConsumerRecord<String, byte[]>> replies =
        topics.until(Topics.COMMAND_REPLIES, r -> r.size() == good);
    assertThat(replies.stream().map(r -> avro.decode(r.value(), CommandReply.class)))
        .allMatch(CommandReply::getAccepted);
    assertThat(header(replies.getFirst(), RecordHeaders.REPLY_TO)).isEqualTo("gateway-1");
    // Every offboarding goes on by commands to itself until nobody has anything left.
    topics.until(
        Topics.TASK_EVENTS,
        events ->
            events.stream()
                    .map(r -> avro.decode(r.value(), TaskEvent.class))
                    .filter(e -> e.getState().equals("TASK_STATE_CLOSED"))
                    .count()
                == good);
    long followUps = meter("gatehouse.command.latency", "ContinueOffboarding");
    assertThat(worker.getBean(MeterRegistry.class).summary("gatehouse.batch.size").totalAmount())
        .isEqualTo(2.0 * good + followUps);
  }

  private long meter(String name, String kind) {
    return worker.getBean(MeterRegistry.class).find(name).tag("kind", kind).timers().stream()
        .mapToLong(t -> t.count())
        .sum();
  }

  @Test
  void commandsWorkAfterTheBrokersDataIsLostWhileTheDatabaseIsKept() throws IOException {
    send(List.of(OutboundRecord.of(codec.encode(offboard(0)))));
    for (int i = 0; i < 20; i++) {
      send(List.of(OutboundRecord.of(codec.encode(comment(0, "before-" + i)))));
    }
    topics.until(Topics.COMMAND_REPLIES, r -> r.size() == 21);

    worker.close();
    broker.kill();
    deleteAll(folder);
    broker = BrokerProcess.start(new BrokerProcess.Settings(BROKER_JARS, folder, brokerPort));
    worker = startWorker();
    send(List.of(OutboundRecord.of(codec.encode(comment(0, "after")))));
    send(List.of(OutboundRecord.of(codec.encode(comment(0, "before-3")))));

    List<CommandReply> replies =
        topics.until(Topics.COMMAND_REPLIES, r -> r.size() == 2).stream()
            .map(r -> avro.decode(r.value(), CommandReply.class))
            .toList();
    assertThat(replies).allMatch(CommandReply::getAccepted);
    CommandReply after = reply(replies, "after");
    CommandReply repeated = reply(replies, "before-3");
    assertThat(after.getTaskVersion()).isGreaterThan(21);
    assertThat(repeated.getTaskVersion()).isLessThan(21);
  }

  @Test
  void whileTheCatalogueIsDownCommandsWaitAndTheWorkerSaysSo() throws Exception {
    awaitReadiness(200);
    people.down(true);
    send(List.of(OutboundRecord.of(codec.encode(offboard(0)))));
    awaitReadiness(503);
    // Patience ends, the batch fails as a whole, and comes again.
    await("a second run of the batch", () -> polls() >= 2);

    people.down(false);

    List<ConsumerRecord<String, byte[]>> replies =
        topics.until(Topics.COMMAND_REPLIES, r -> r.size() == 1);
    assertThat(avro.decode(replies.getFirst().value(), CommandReply.class).getAccepted()).isTrue();
    awaitReadiness(200);
    String metrics = get("/actuator/prometheus").body();
    assertThat(metrics)
        .contains("gatehouse_command_latency_seconds_count{kind=\"CreateOffboarding\"")
        .contains("gatehouse_outbox_age_seconds")
        .contains("kafka_consumer_fetch_manager_records_lag");
  }

  private void awaitReadiness(int status) throws Exception {
    await("readiness " + status, () -> get("/actuator/health/readiness").statusCode() == status);
  }

  private long polls() {
    return worker.getBean(MeterRegistry.class).summary("gatehouse.batch.size").count();
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    String port = worker.getEnvironment().getProperty("local.server.port");
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static CommandReply reply(List<CommandReply> replies, String command) {
    return replies.stream().filter(r -> r.getCommandId().equals(command)).findFirst().orElseThrow();
  }

  private void send(List<OutboundRecord> records) {
    try (KafkaRecordSender sender =
        new KafkaRecordSender(bootstrap, "test", new SimpleMeterRegistry())) {
      CompletableFuture.allOf(
              records.stream().map(sender::send).toArray(CompletableFuture<?>[]::new))
          .join();
    }
  }

  private static CommandEnvelope offboard(int person) {
    return new CommandEnvelope(
        new CommandId("offboard-" + person),
        new TaskId("task-" + person),
        ADMIN,
        Instant.now(),
        "",
        "gateway-1",
        new Command.CreateOffboarding(new UserId(ANN.value() + person), "leaves", Origin.API));
  }

  private static CommandEnvelope comment(int task, String id) {
    return new CommandEnvelope(
        new CommandId(id),
        new TaskId("task-" + task),
        ADMIN,
        Instant.now(),
        "",
        "gateway-1",
        new Command.Comment(id));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file :
          files.sorted(Comparator.reverseOrder()).filter(f -> !f.equals(folder)).toList()) {
        Files.delete(file);
      }
    }
  }
}
