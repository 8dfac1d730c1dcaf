package dev.gatehouse.runtime.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KafkaRecordSenderTest {
  private static final OutboundRecord RECORD =
      OutboundRecord.of("topic", "key", new byte[] {1}, Map.of());

  @Test
  void withoutABrokerOneRecordWaitsForAllThatAreSentRightAfterIt() {
    try (KafkaRecordSender sender =
        new KafkaRecordSender("127.0.0.1:1", "test", new SimpleMeterRegistry())) {
      CompletableFuture<Void> first = sender.send(RECORD);
      CompletableFuture<Void> second = sender.send(RECORD);

      assertThat(first.exceptionNow())
          .isInstanceOfSatisfying(
              SendFailedException.class, failure -> assertThat(failure.permanent()).isFalse());
      assertThat(second.exceptionNow()).isSameAs(first.exceptionNow());
    }
  }
}
