package dev.gatehouse.entitlement.grant;

import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.entitlement.EntitlementServiceApplication;
import dev.gatehouse.entitlement.store.Entity;
import dev.gatehouse.entitlement.store.EntityKind;
import dev.gatehouse.entitlement.store.EntityStore;
import dev.gatehouse.model.Json;
import dev.gatehouse.testkit.TestServers;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Grants in a real MongoDB keep what grants in memory keep. */
class ITMongoGrants extends GrantStoreContract {
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start(@TempDir Path folder) {
    service =
        EntitlementServiceApplication.start(
            "--server.port=0",
            "--gatehouse.mongodb-uri=" + TestServers.mongodbUri(),
            "--gatehouse.entitlements-database=" + TestServers.freshName("grants"),
            "--gatehouse.kafka-bootstrap=" + TestServers.kafkaBootstrap(),
            "--gatehouse.registry-url=" + TestServers.registryUrl(),
            "--gatehouse.installation-keys=k1:" + Base64.getEncoder().encodeToString(new byte[32]),
            "--gatehouse.tokens.built-in.key-file=" + folder.resolve("issuer.jwk"));
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Override
  GrantStore grants() {
    return service.getBean(GrantStore.class);
  }

  @Override
  Leavers leavers() {
    return service.getBean(Leavers.class);
  }

  @Override
  Holder newHolder() {
    String person = TestServers.freshName("person");
    String account = "wiki-" + person;
    service
        .getBean(EntityStore.class)
        .create(
            Entity.create(
                EntityKind.APP_USER,
                account,
                Json.object()
                    .put("id", account)
                    .put("appId", "wiki")
                    .put("displayName", person)
                    .put("identityUserId", person)))
        .block();
    return new Holder(new UserId(person), new AppUserId(account));
  }
}
