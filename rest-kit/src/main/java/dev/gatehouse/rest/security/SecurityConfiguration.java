package dev.gatehouse.rest.security;

import dev.gatehouse.schemas.signing.InstallationKeys;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.WebFilter;

/** Wires the check of every request. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TokenProperties.class)
public class SecurityConfiguration {
  private static final List<String> OPEN =
      List.of("/actuator/**", "/openapi.json", "/auth/v1/jwks");

  @Bean
  BearerTokens bearerTokens(TokenProperties settings, Clock clock) {
    List<TrustedIssuer> issuers = new ArrayList<>();
    settings.issuers().forEach(issuer -> issuers.add(TrustedIssuer.of(issuer, clock)));
    Path keyFile = settings.builtIn().keyFile();
    if (keyFile != null) {
      TokenProperties.BuiltIn builtIn = settings.builtIn();
      issuers.add(
          BuiltInIssuer.open(keyFile, builtIn.issuer(), builtIn.audience(), clock).trusted());
    }
    return new BearerTokens(issuers, settings.clockSkew(), clock);
  }

  @Bean
  @Order(0)
  WebFilter accessFilter(
      BearerTokens tokens,
      PeopleDirectory people,
      ObjectProvider<InstallationKeys> keys,
      Clock clock) {
    return new AccessFilter(
        tokens,
        new RememberedPeople(people, clock),
        new ServiceCredentials(keys.getIfAvailable()),
        OPEN,
        clock);
  }
}
