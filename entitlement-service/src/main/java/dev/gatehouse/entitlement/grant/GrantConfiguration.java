package dev.gatehouse.entitlement.grant;

import static com.mongodb.client.model.Indexes.ascending;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import dev.gatehouse.entitlement.events.OutboxCollection;
import dev.gatehouse.entitlement.importing.ImportedGrants;
import dev.gatehouse.entitlement.store.CollectionIndexes;
import dev.gatehouse.entitlement.store.DatabaseTime;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the grants need of the database, and the parts that know nothing of it. */
@Configuration(proxyBeanMethods = false)
class GrantConfiguration {
  @Bean
  OutboxCollection grantOutbox() {
    return new OutboxCollection("grant", MongoGrants.COLLECTION);
  }

  @Bean
  CollectionIndexes grantIndexes() {
    return CollectionIndexes.of(
        MongoGrants.COLLECTION,
        new IndexModel(ascending(GrantDocuments.APP_USER, GrantDocuments.LIVE, "_id")),
        new IndexModel(ascending(GrantDocuments.ENTITLEMENT, GrantDocuments.LIVE, "_id")),
        new IndexModel(ascending(GrantDocuments.APP, GrantDocuments.LIVE, "_id")),
        new IndexModel(
            ascending(MongoGrants.DUE_AT),
            new IndexOptions().partialFilterExpression(Filters.exists(MongoGrants.DUE_AT))));
  }

  @Bean
  Leases leases(GrantStore grants, Leavers leavers, AccessCatalog catalog, DatabaseTime time) {
    return new Leases(new GrantWrites(grants, leavers), catalog, time);
  }

  @Bean
  HandRecords handRecords(
      GrantStore grants, Leavers leavers, AccessCatalog catalog, DatabaseTime time) {
    return new HandRecords(new GrantWrites(grants, leavers), catalog, time);
  }

  @Bean
  Reasons reasons(GrantStore grants, Leavers leavers, DatabaseTime time) {
    return new Reasons(new GrantWrites(grants, leavers), time);
  }

  @Bean
  ImportedGrants importedGrants(GrantStore grants, Leavers leavers, DatabaseTime time) {
    return new GrantImport(new GrantWrites(grants, leavers), grants, time);
  }
}
