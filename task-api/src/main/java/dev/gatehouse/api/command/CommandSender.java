package dev.gatehouse.api.command;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.runtime.Crash;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.runtime.codec.CommandEnvelope;
import dev.gatehouse.runtime.codec.SignedRecord;
import dev.gatehouse.schemas.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Puts signed commands on their topic. */
@Component
class CommandSender implements DisposableBean {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final CommandCodec codec;
  private final KafkaProducer<String, byte[]> producer;

  /** Sending may wait for the registry or for the broker's metadata, which no event loop may. */
  private final Scheduler threads =
      Schedulers.newBoundedElastic(8, 10_000, "command-sender", 60, true);

  CommandSender(TaskApiProperties settings, CommandCodec codec) {
    this.codec = codec;
    int timeout = Math.toIntExact(settings.commands().replyTimeout().toMillis());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.kafkaBootstrap(),
                ProducerConfig.CLIENT_ID_CONFIG,
                "task-api-commands",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                timeout,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                timeout),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Ends when the command is on the topic for good. */
  Mono<Void> send(CommandEnvelope envelope) {
    return Mono.fromFuture(() -> sent(envelope), true).subscribeOn(threads).then();
  }

  private CompletableFuture<Void> sent(CommandEnvelope envelope) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    SignedRecord signed = codec.encode(envelope);
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(signed.topic(), signed.key(), signed.value());
    signed.headers().forEach((name, value) -> header(record, name, value));
    String replyTo = envelope.replyTo();
    if (replyTo != null) {
      header(record, RecordHeaders.REPLY_TO, replyTo);
    }
    var _ =
        producer.send(
            record,
            (_, failure) -> {
              if (failure == null) {
                Crash.at(Crash.SENT);
                done.complete(null);
              } else {
                done.completeExceptionally(failure);
              }
            });
    return done;
  }

  private static void header(ProducerRecord<String, byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void destroy() {
    producer.close(CLOSING);
    threads.dispose();
  }
}
