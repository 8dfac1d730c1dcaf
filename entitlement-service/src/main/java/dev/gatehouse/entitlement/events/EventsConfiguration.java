package dev.gatehouse.entitlement.events;

import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.store.CatalogRevision;
import dev.gatehouse.entitlement.store.DatabaseTime;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.FirstStep;
import dev.gatehouse.entitlement.store.Turns;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;

/** The publisher and what it needs. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @Bean
  AvroCodec avroCodec(EventProperties properties) {
    return new AvroCodec(new HttpSchemaRegistry(properties.registryUrl()));
  }

  @Bean
  OutboxPublisher outboxPublisher(
      MongoDatabase database,
      DatabaseTime time,
      AvroCodec codec,
      InstallationKeys keys,
      EventProperties properties,
      ObjectProvider<OutboxCollection> others,
      Turns turns,
      CatalogRevision revision,
      MeterRegistry meters) {
    Outbox outbox = new Outbox(database, time);
    EventProducer producer = new EventProducer(properties.kafkaBootstrap(), meters);
    OutboxDelivery delivery =
        new OutboxDelivery(outbox, new OutboxSender(new OutboxRecords(codec, keys), producer));
    return new OutboxPublisher(
        outbox,
        delivery,
        new OutboxSweeper(
            outbox, delivery, collections(others), () -> revision.change().block(PATIENCE), meters),
        turns,
        producer);
  }

  @Bean
  HeldOutboxes heldOutboxes(
      MongoDatabase database, ObjectProvider<OutboxCollection> others, OutboxPublisher publisher) {
    return new HeldOutboxes(database, collections(others), publisher);
  }

  private static List<OutboxCollection> collections(ObjectProvider<OutboxCollection> others) {
    List<OutboxCollection> all = new ArrayList<>(others.stream().toList());
    for (EntityKind kind : EntityKind.values()) {
      all.add(new OutboxCollection(kind.key(), kind.collection()));
    }
    return all;
  }

  @Bean
  FirstStep outboxIndexes(MongoDatabase database, ObjectProvider<OutboxCollection> others) {
    return () ->
        Flux.fromIterable(collections(others))
            .concatMap(
                each ->
                    database
                        .getCollection(each.name())
                        .createIndexes(List.of(Outbox.INDEX, HeldMark.INDEX)))
            .then();
  }
}
