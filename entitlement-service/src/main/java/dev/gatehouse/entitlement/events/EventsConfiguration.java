package dev.gatehouse.entitlement.events;

import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.FirstStep;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/** The publisher and what it needs. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {
  @Bean
  AvroCodec avroCodec(EventProperties properties) {
    return new AvroCodec(new HttpSchemaRegistry(properties.registryUrl()));
  }

  @Bean
  OutboxPublisher outboxPublisher(
      MongoDatabase database,
      AvroCodec codec,
      InstallationKeys keys,
      EventProperties properties,
      ObjectProvider<OutboxCollection> others,
      Clock clock,
      MeterRegistry meters) {
    return new OutboxPublisher(
        new Outbox(database),
        new OutboxRecords(codec, keys),
        new EventProducer(properties.kafkaBootstrap()),
        collections(others),
        clock,
        meters);
  }

  private static List<String> collections(ObjectProvider<OutboxCollection> others) {
    List<String> names = new ArrayList<>(others.stream().map(OutboxCollection::name).toList());
    for (EntityKind kind : EntityKind.values()) {
      names.add(kind.collection());
    }
    return names;
  }

  @Bean
  FirstStep outboxIndexes(MongoDatabase database, ObjectProvider<OutboxCollection> others) {
    return () ->
        Flux.fromIterable(collections(others))
            .concatMap(name -> database.getCollection(name).createIndexes(List.of(Outbox.INDEX)))
            .then();
  }
}
