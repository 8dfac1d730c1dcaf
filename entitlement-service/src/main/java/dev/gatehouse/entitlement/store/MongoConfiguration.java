package dev.gatehouse.entitlement.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.entitlement.config.CatalogProperties;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection to MongoDB: what is answered as written is on a majority and in the journal. */
@Configuration(proxyBeanMethods = false)
class MongoConfiguration {
  private static final int SERVER_SELECTION_SECONDS = 5;

  @Bean(destroyMethod = "close")
  MongoClient mongoClient(CatalogProperties properties) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(properties.mongodbUri()))
            .applicationName("entitlement-service")
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .readPreference(ReadPreference.primary())
            .retryWrites(true)
            .applyToClusterSettings(
                cluster ->
                    cluster.serverSelectionTimeout(SERVER_SELECTION_SECONDS, TimeUnit.SECONDS))
            .build());
  }

  @Bean
  MongoDatabase mongoDatabase(MongoClient client, CatalogProperties properties) {
    return client.getDatabase(properties.entitlementsDatabase());
  }
}
