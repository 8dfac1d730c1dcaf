package dev.gatehouse.policy;

import dev.gatehouse.runtime.TaskRuntime;
import dev.gatehouse.runtime.topic.PolledRecords;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;
import org.springframework.util.backoff.FixedBackOff;

/** Hands the polls of {@code task-commands} to the runtime. */
@Configuration(proxyBeanMethods = false)
class PolicyBindings {
  private static final long PAUSE_MILLIS = 1000;

  /** One batch after the other for each partition; offsets are committed when it returns. */
  @Bean
  Consumer<Message<List<Object>>> taskCommands(TaskRuntime runtime) {
    PolledRecords records = new PolledRecords(runtime.topicIds());
    return message -> runtime.batch().handle(records.of(message));
  }

  /**
   * A batch that failed comes again as a whole until it goes through, with the partitions paused
   * meanwhile: it only ever fails because something is down. The sweepers' share follows the same
   * partitions.
   */
  @Bean
  ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> untilItGoesThrough(
      TaskRuntime runtime) {
    return (container, destination, group) -> {
      container.setCommonErrorHandler(
          new DefaultErrorHandler(new FixedBackOff(PAUSE_MILLIS, FixedBackOff.UNLIMITED_ATTEMPTS)));
      runtime.share().follow(container::getAssignedPartitions);
    };
  }
}
