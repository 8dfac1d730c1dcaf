package dev.gatehouse.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class TokenPropertiesTest {
  @Test
  void issuersAreReadFromTheConfiguration() {
    TokenProperties settings =
        bound(
            Map.of(
                "gatehouse.tokens.issuers[0].issuer", "https://idp",
                "gatehouse.tokens.issuers[0].audiences", "gatehouse,other",
                "gatehouse.tokens.issuers[0].algorithm", "es256",
                "gatehouse.tokens.issuers[0].jwks-uri", "https://idp/jwks",
                "gatehouse.tokens.built-in.key-file", "/data/tokens.json"));

    assertThat(settings.issuers().getFirst().audiences()).containsExactly("gatehouse", "other");
    assertThat(settings.issuers().getFirst().algorithm()).isEqualTo(SigningAlgorithm.ES256);
    assertThat(settings.issuers().getFirst().jwksUri()).isEqualTo(URI.create("https://idp/jwks"));
    assertThat(settings.builtIn())
        .isEqualTo(
            new TokenProperties.BuiltIn(Path.of("/data/tokens.json"), "gatehouse", "gatehouse"));
    assertThat(settings.clockSkew()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void theyAreReadFromTheEnvironmentToo() {
    Map<String, Object> environment =
        Map.of(
            "GATEHOUSE_TOKENS_ISSUERS_0_ISSUER", "https://idp",
            "GATEHOUSE_TOKENS_ISSUERS_0_AUDIENCES_0", "gatehouse",
            "GATEHOUSE_TOKENS_ISSUERS_0_ALGORITHM", "ES256",
            "GATEHOUSE_TOKENS_ISSUERS_0_JWKS_URI", "https://idp/jwks",
            "GATEHOUSE_TOKENS_BUILT_IN_KEY_FILE", "/data/tokens.json");

    TokenProperties settings =
        new Binder(
                ConfigurationPropertySource.from(
                    new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment)))
            .bind("gatehouse.tokens", TokenProperties.class)
            .get();

    assertThat(settings.issuers())
        .containsExactly(
            new TokenProperties.Issuer(
                "https://idp",
                List.of("gatehouse"),
                SigningAlgorithm.ES256,
                URI.create("https://idp/jwks"),
                null));
    assertThat(settings.builtIn().keyFile()).isEqualTo(Path.of("/data/tokens.json"));
  }

  @Test
  void withoutAnyIssuerTheServiceDoesNotStart() {
    assertRefused(
        Map.of("gatehouse.tokens.clock-skew", "10s"),
        "Expected gatehouse.tokens to name an issuer or a built-in.key-file, but it names none.");
  }

  @Test
  void anIssuerNeedsOnePlaceForItsKeys() {
    assertRefused(
        Map.of(
            "gatehouse.tokens.issuers[0].issuer", "https://idp",
            "gatehouse.tokens.issuers[0].audiences", "gatehouse",
            "gatehouse.tokens.issuers[0].algorithm", "rs256"),
        "Expected issuer https://idp to have either jwks-uri or jwks-file, but it has not.");
  }

  private static void assertRefused(Map<String, String> settings, String sentence) {
    assertThatThrownBy(() -> bound(settings)).rootCause().hasMessage(sentence);
  }

  private static TokenProperties bound(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("gatehouse.tokens", TokenProperties.class);
  }
}
