package dev.gatehouse.entitlement.config;

import dev.gatehouse.schemas.signing.InstallationKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys of the installation: services prove with them that they belong to it. */
@Configuration(proxyBeanMethods = false)
class CredentialsConfiguration {
  @Bean
  InstallationKeys installationKeys(CatalogProperties properties) {
    return InstallationKeys.parse(properties.installationKeys());
  }
}
