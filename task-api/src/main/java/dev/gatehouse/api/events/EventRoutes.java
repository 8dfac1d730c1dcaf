package dev.gatehouse.api.events;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.gatehouse.api.config.TaskApiProperties;
import dev.gatehouse.api.kafka.TopicReader;
import dev.gatehouse.api.web.Signed;
import dev.gatehouse.schemas.Topics;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** One reader of events for all connections, and the address of the stream. */
@Configuration(proxyBeanMethods = false)
class EventRoutes {
  @Bean
  TopicReader eventReader(TaskApiProperties settings, EventHub hub) {
    return new TopicReader(Topics.TASK_EVENTS, settings.kafkaBootstrap(), hub::accept);
  }

  @Bean
  RouterFunction<ServerResponse> eventRouter(EventHandler handler) {
    return route().GET("/gatehouse/v1/events", Signed.in(handler::stream)).build();
  }
}
