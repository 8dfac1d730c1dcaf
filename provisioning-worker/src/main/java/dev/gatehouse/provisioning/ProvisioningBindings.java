package dev.gatehouse.provisioning;

import dev.gatehouse.provisioning.order.OrderIntake;
import dev.gatehouse.runtime.TaskRuntime;
import dev.gatehouse.runtime.topic.InstanceId;
import dev.gatehouse.runtime.topic.PolledRecords;
import dev.gatehouse.runtime.topic.WorkerListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.messaging.Message;

/** Hands the polls of {@code provisioning-commands} over. */
@Configuration(proxyBeanMethods = false)
class ProvisioningBindings {
  @Bean
  Consumer<Message<List<Object>>> provisioningCommands(TaskRuntime runtime, OrderIntake intake) {
    PolledRecords records = new PolledRecords(runtime.topicIds());
    return message -> intake.handle(records.of(message));
  }

  @Bean
  ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> listeners(
      TaskRuntime runtime, ProvisioningProperties properties) {
    WorkerListeners listeners =
        new WorkerListeners(runtime.share(), new InstanceId(properties.instanceId()));
    return (container, destination, group) -> {
      listeners.prepare(container);
      listeners.shareFollows(container);
    };
  }
}
