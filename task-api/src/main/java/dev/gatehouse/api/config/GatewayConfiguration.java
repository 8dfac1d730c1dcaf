package dev.gatehouse.api.config;

import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.expression.CelExpressions;
import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What all of the gateway shares. */
@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Expressions expressions() {
    return new CelExpressions();
  }

  @Bean
  InstallationKeys installationKeys(TaskApiProperties settings) {
    return InstallationKeys.parse(settings.installationKeys());
  }

  @Bean
  AvroCodec avroCodec(TaskApiProperties settings) {
    return new AvroCodec(new HttpSchemaRegistry(settings.registryUrl()));
  }

  @Bean
  CommandCodec commandCodec(AvroCodec avro, InstallationKeys keys) {
    return new CommandCodec(avro, keys, ClientKeys.NONE);
  }
}
