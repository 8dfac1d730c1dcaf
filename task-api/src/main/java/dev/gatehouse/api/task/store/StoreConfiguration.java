package dev.gatehouse.api.task.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.gatehouse.api.config.TaskApiProperties;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection to MongoDB: reads from the primary what a majority has confirmed. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  private static final int SERVER_SELECTION_SECONDS = 5;
  private static final int READ_SECONDS = 10;

  @Bean(destroyMethod = "close")
  MongoClient mongoClient(TaskApiProperties settings) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(settings.mongodbUri()))
            .applicationName("task-api")
            .readConcern(ReadConcern.MAJORITY)
            .readPreference(ReadPreference.primary())
            .retryReads(true)
            .applyToClusterSettings(
                cluster ->
                    cluster.serverSelectionTimeout(SERVER_SELECTION_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(socket -> socket.readTimeout(READ_SECONDS, TimeUnit.SECONDS))
            .build());
  }

  @Bean
  MongoDatabase mongoDatabase(MongoClient client, TaskApiProperties settings) {
    return client.getDatabase(settings.database());
  }
}
