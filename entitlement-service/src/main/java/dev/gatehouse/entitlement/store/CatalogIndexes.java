package dev.gatehouse.entitlement.store;

import static com.mongodb.client.model.Indexes.ascending;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The indexes that serve the lists and searches of the catalogue. */
@Configuration(proxyBeanMethods = false)
class CatalogIndexes {
  private static final IndexModel BY_NAME = new IndexModel(ascending(Hidden.SORT_KEY, "_id"));
  private static final IndexModel BY_WORD =
      new IndexModel(ascending(Hidden.WORDS, Hidden.SORT_KEY, "_id"));
  private static final IndexModel OF_APP =
      new IndexModel(ascending("appId", Hidden.SORT_KEY, "_id"));
  private static final IndexModel BY_OWNER = new IndexModel(ascending(Hidden.OWNERS));

  @Bean
  CollectionIndexes appIndexes() {
    return indexes(EntityKind.APP, BY_NAME, BY_WORD, BY_OWNER);
  }

  @Bean
  CollectionIndexes resourceTypeIndexes() {
    return indexes(EntityKind.RESOURCE_TYPE, BY_NAME, BY_WORD, OF_APP);
  }

  @Bean
  CollectionIndexes resourceIndexes() {
    return indexes(
        EntityKind.RESOURCE,
        BY_NAME,
        BY_WORD,
        OF_APP,
        new IndexModel(ascending("appResourceTypeId", Hidden.SORT_KEY, "_id")));
  }

  @Bean
  CollectionIndexes entitlementIndexes() {
    return indexes(
        EntityKind.ENTITLEMENT,
        BY_NAME,
        BY_WORD,
        OF_APP,
        BY_OWNER,
        new IndexModel(ascending("appResourceId", Hidden.SORT_KEY, "_id")),
        new IndexModel(ascending("requestSchemaId", Hidden.SORT_KEY, "_id")),
        unique(Hidden.ALIAS_KEY));
  }

  @Bean
  CollectionIndexes appUserIndexes() {
    return indexes(
        EntityKind.APP_USER,
        BY_NAME,
        BY_WORD,
        OF_APP,
        new IndexModel(ascending("identityUserId", "appId")));
  }

  @Bean
  CollectionIndexes userIndexes() {
    return indexes(
        EntityKind.USER,
        BY_NAME,
        BY_WORD,
        new IndexModel(ascending("managerIds")),
        new IndexModel(ascending("roleIds")),
        unique(Hidden.EMAIL_KEY));
  }

  @Bean
  CollectionIndexes policyIndexes() {
    return indexes(EntityKind.POLICY, BY_NAME, BY_WORD);
  }

  @Bean
  CollectionIndexes requestSchemaIndexes() {
    return indexes(EntityKind.REQUEST_SCHEMA, BY_NAME);
  }

  @Bean
  CollectionIndexes connectorIndexes() {
    return indexes(EntityKind.CONNECTOR, BY_NAME, OF_APP);
  }

  private static CollectionIndexes indexes(EntityKind kind, IndexModel... indexes) {
    return CollectionIndexes.of(kind.collection(), indexes);
  }

  private static IndexModel unique(String field) {
    return new IndexModel(
        ascending(field),
        new IndexOptions().unique(true).partialFilterExpression(Filters.exists(field)));
  }
}
