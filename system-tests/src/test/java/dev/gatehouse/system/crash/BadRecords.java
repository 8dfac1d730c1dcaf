package dev.gatehouse.system.crash;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.id.CommandId;
import dev.gatehouse.core.id.DerivedId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.schemas.RecordHeaders;
import dev.gatehouse.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Records that nobody can read or believe, each kind as the first, a middle and the last one of a
 * few good commands in the same batch.
 */
final class BadRecords implements AutoCloseable {
  private final CommandCodec codec;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Set<String> places = new TreeSet<>();
  private final List<Good> good = new ArrayList<>();
  private int made;

  /** A good command among them, of which a version has to come. */
  record Good(String task, String command) {}

  /** What is wrong with a record. */
  private enum Kind {
    NO_VALUE,
    EMPTY,
    ONE_ZERO,
    NO_SCHEMA_ID,
    UNKNOWN_SCHEMA,
    OTHER_MAGIC,
    CUT_OFF,
    CUT_OFF_LATE,
    RANDOM,
    RANDOM_BODY,
    SCHEMA_OF_ANOTHER_TOPIC,
    TEXT,
    LARGE,
    NO_SIGNATURE,
    WRONG_SIGNATURE,
    UNKNOWN_KEY,
    CHANGED_BODY,
    NO_KEY,
    EMPTY_KEY,
    OTHER_TASK
  }

  BadRecords(CommandCodec codec, String kafka) {
    this.codec = codec;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ProducerConfig.LINGER_MS_CONFIG,
                50,
                ProducerConfig.BATCH_SIZE_CONFIG,
                1 << 20),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Sends every kind once, each around good comments on this task, and waits for the broker. */
  void send(String task, Ask.Who author, SplittableRandom random) {
    List<Future<RecordMetadata>> bad = new ArrayList<>();
    List<Future<RecordMetadata>> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      bad.add(producer.send(bad(kind, task, author, random)));
      all.add(producer.send(good(task, author)));
      bad.add(producer.send(bad(kind, task, author, random)));
      all.add(producer.send(good(task, author)));
      bad.add(producer.send(bad(kind, task, author, random)));
    }
    try {
      for (Future<RecordMetadata> each : bad) {
        RecordMetadata at = each.get();
        synchronized (this) {
          places.add(at.topic() + "-" + at.partition() + "@" + at.offset());
        }
      }
      for (Future<RecordMetadata> each : all) {
        var _ = each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Expected the broker to take every record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private SignedRecord comment(String task, Ask.Who author) {
    made++;
    String id = DerivedId.of("good", task, "" + made);
    return codec.encode(
        new CommandEnvelope(
            new CommandId(id),
            new TaskId(task),
            new Actor.Person(new UserId(author.userId()), Set.of()),
            Instant.now(),
            "",
            null,
            new Command.Comment("Good " + made)));
  }

  private ProducerRecord<byte[], byte[]> good(String task, Ask.Who author) {
    SignedRecord signed = comment(task, author);
    synchronized (this) {
      good.add(new Good(task, DerivedId.of("good", task, "" + made)));
    }
    return record(task, bytes(task), signed.value(), signed.headers());
  }

  private ProducerRecord<byte[], byte[]> bad(
      Kind kind, String task, Ask.Who author, SplittableRandom random) {
    SignedRecord signed = comment(task, author);
    byte[] value = signed.value();
    byte[] key = bytes(task);
    Map<String, String> headers = new HashMap<>(signed.headers());
    switch (kind) {
      case NO_VALUE -> value = null;
      case EMPTY -> value = new byte[0];
      case ONE_ZERO -> value = new byte[1];
      case NO_SCHEMA_ID -> value = Arrays.copyOf(value, 3);
      case UNKNOWN_SCHEMA -> value[1] = 77;
      case OTHER_MAGIC -> value[0] = 1;
      case CUT_OFF -> value = Arrays.copyOf(value, 9);
      case CUT_OFF_LATE -> value = Arrays.copyOf(value, value.length - 1);
      case RANDOM -> random.nextBytes(value);
      case RANDOM_BODY -> {
        byte[] body = new byte[40];
        random.nextBytes(body);
        System.arraycopy(value, 0, body, 0, 5);
        value = body;
      }
      case SCHEMA_OF_ANOTHER_TOPIC -> value[4]++;
      case TEXT -> value = bytes("{\"approve\": true}");
      case LARGE -> value = new byte[400_000];
      case NO_SIGNATURE -> headers.clear();
      case WRONG_SIGNATURE -> headers.put(RecordHeaders.SIGNATURE, "k1:AAAA");
      case UNKNOWN_KEY ->
          headers.compute(
              RecordHeaders.SIGNATURE, (_, old) -> String.valueOf(old).replaceFirst("k1", "k9"));
      case CHANGED_BODY -> value[value.length - 2] ^= 1;
      case NO_KEY -> key = null;
      case EMPTY_KEY -> key = new byte[0];
      case OTHER_TASK -> key = bytes("another-task");
    }
    return record(task, key, value, headers);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String task, byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
    int partition = Utils.toPositive(Utils.murmur2(bytes(task))) % Site.PARTITIONS;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topics.TASK_COMMANDS, partition, key, value);
    headers.forEach((name, text) -> record.headers().add(name, bytes(text)));
    return record;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where the bad ones are. */
  synchronized Set<String> places() {
    return new TreeSet<>(places);
  }

  synchronized List<Good> good() {
    return List.copyOf(good);
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(2));
  }
}
