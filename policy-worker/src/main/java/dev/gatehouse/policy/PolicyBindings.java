package dev.gatehouse.policy;

import dev.gatehouse.policy.cancel.AutomaticCancels;
import dev.gatehouse.policy.cancel.CatalogEvents;
import dev.gatehouse.runtime.TaskRuntime;
import dev.gatehouse.runtime.topic.InstanceId;
import dev.gatehouse.runtime.topic.PolledRecords;
import dev.gatehouse.runtime.topic.WorkerListeners;
import dev.gatehouse.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.messaging.Message;

/** Hands the polls of {@code task-commands} to the runtime, and what the catalogue says. */
@Configuration(proxyBeanMethods = false)
class PolicyBindings {
  /** One batch after the other for each partition; offsets are committed when it returns. */
  @Bean
  Consumer<Message<List<Object>>> taskCommands(TaskRuntime runtime) {
    PolledRecords records = new PolledRecords(runtime.topicIds());
    return message -> runtime.batch().handle(records.of(message));
  }

  /** One event after the other; offsets are committed when their commands are there. */
  @Bean
  Consumer<Message<List<Object>>> catalogEvents(TaskRuntime runtime, Clock clock) {
    PolledRecords records = new PolledRecords(runtime.topicIds());
    CatalogEvents events =
        new CatalogEvents(
            runtime.avro(),
            new AutomaticCancels(
                runtime.tasks(),
                runtime.commands(),
                runtime.sender(),
                PolicyWorkerConfiguration.SERVICE,
                clock));
    return message -> events.handle(records.of(message));
  }

  @Bean
  ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> listeners(
      TaskRuntime runtime, PolicyProperties properties) {
    WorkerListeners listeners =
        new WorkerListeners(runtime.share(), new InstanceId(properties.instanceId()));
    return (container, destination, group) -> {
      listeners.prepare(container);
      if (destination.equals(Topics.TASK_COMMANDS)) {
        listeners.shareFollows(container);
      }
    };
  }
}
