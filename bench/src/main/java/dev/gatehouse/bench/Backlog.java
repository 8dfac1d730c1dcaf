package dev.gatehouse.bench;

import dev.gatehouse.bench.install.FourServices;
import dev.gatehouse.bench.load.Access;
import dev.gatehouse.bench.load.Load;
import dev.gatehouse.bench.load.Organisation;
import dev.gatehouse.bench.measure.Meter;
import dev.gatehouse.bench.result.BacklogCell;
import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.schemas.Topics;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import dev.gatehouse.servers.ServerException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Lets commands pile up while no policy-worker runs, and watches how a new one gets through. */
final class Backlog {
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final FourServices installation;
  private final Clock clock;
  private final Progress progress;

  Backlog(FourServices installation, Clock clock, Progress progress) {
    this.installation = installation;
    this.clock = clock;
    this.progress = progress;
  }

  BacklogCell run(Organisation organisation, int commands) {
    installation.end(FourServices.POLICY_WORKER);
    progress.say("backlog: sending " + commands + " commands");
    send(organisation, commands);
    try (Admin admin =
            Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, installation.kafka()));
        Meter meter = new Meter(installation)) {
      long end = ends(admin);
      long before = committed(admin);
      progress.say("backlog: starting the worker, " + (end - before) + " commands wait");
      long started = System.nanoTime();
      installation.begin(FourServices.POLICY_WORKER);
      Meter.Reading first = meter.read(0);
      List<Long> done = new ArrayList<>();
      long firstProgress = 0;
      long now = started;
      for (long at = before; at < end; at = committed(admin)) {
        Load.pause(LOOK);
        now = System.nanoTime();
        if (at > before && firstProgress == 0) {
          firstProgress = now;
        }
        for (long second = (now - started) / 1_000_000_000; done.size() <= second; ) {
          done.add(at - before);
        }
        if (now - started > LIMIT.toNanos()) {
          throw new ServerException(
              "Expected %d commands to be done within %d minutes, but only %d were."
                  .formatted(end - before, LIMIT.toMinutes(), at - before));
        }
      }
      now = System.nanoTime();
      done.add(end - before);
      return new BacklogCell(
          end - before,
          (now - started) / 1e9,
          (now - (firstProgress == 0 ? started : firstProgress)) / 1e9,
          done,
          meter.cpuMillis(first, meter.read(end - before)));
    }
  }

  private void send(Organisation organisation, int commands) {
    CommandCodec codec =
        new CommandCodec(
            new AvroCodec(new HttpSchemaRegistry(installation.registryUrl())),
            InstallationKeys.parse(installation.installationKeys()),
            ClientKeys.NONE);
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            installation.kafka(),
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.LINGER_MS_CONFIG,
            5);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < commands; i++) {
        SignedRecord signed = codec.encode(command(organisation.nextAccess(), i));
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(signed.topic(), signed.key(), signed.value());
        signed
            .headers()
            .forEach(
                (name, value) ->
                    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        var _ = producer.send(record);
      }
      producer.flush();
    }
  }

  private CommandEnvelope command(Access access, int number) {
    return new CommandEnvelope(
        new CommandId(DerivedId.of("backlog-command", Integer.toString(number))),
        new TaskId(DerivedId.of("backlog-task", Integer.toString(number))),
        new Actor.Person(new UserId(access.userId()), Set.of()),
        clock.instant(),
        "",
        null,
        new Command.CreateGrant(
            new AppId(access.appId()),
            new EntitlementId(access.entitlementId()),
            null,
            null,
            "For the work on project 17",
            Duration.ofDays(7),
            false,
            "",
            "",
            false,
            Origin.API));
  }

  private static long ends(Admin admin) {
    return get(
        () -> {
          Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
          admin
              .describeTopics(List.of(Topics.TASK_COMMANDS))
              .allTopicNames()
              .get()
              .values()
              .forEach(
                  topic ->
                      topic
                          .partitions()
                          .forEach(
                              p ->
                                  latest.put(
                                      new TopicPartition(topic.name(), p.partition()),
                                      OffsetSpec.latest())));
          return admin.listOffsets(latest).all().get().values().stream()
              .mapToLong(end -> end.offset())
              .sum();
        });
  }

  private static long committed(Admin admin) {
    return get(
        () ->
            admin
                .listConsumerGroupOffsets(FourServices.POLICY_WORKER)
                .partitionsToOffsetAndMetadata()
                .get()
                .entrySet()
                .stream()
                .filter(each -> each.getKey().topic().equals(Topics.TASK_COMMANDS))
                .mapToLong(each -> each.getValue() == null ? 0 : each.getValue().offset())
                .sum());
  }

  private interface Question {
    long ask() throws ExecutionException, InterruptedException;
  }

  private static long get(Question question) {
    try {
      return question.ask();
    } catch (ExecutionException e) {
      throw new ServerException("Expected the broker to answer, but " + e.getCause() + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServerException("Expected an answer of the broker, but was interrupted.", e);
    }
  }
}
