package dev.gatehouse.rest.security;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are believed.
 *
 * @param issuers issuers outside of Gatehouse
 * @param builtIn the issuer that Gatehouse brings; used where it has a key file
 * @param clockSkew how far the clocks of issuers may be off
 */
@ConfigurationProperties("gatehouse.tokens")
public record TokenProperties(
    List<Issuer> issuers, @DefaultValue BuiltIn builtIn, @DefaultValue("30s") Duration clockSkew) {

  public TokenProperties(
      @Nullable List<Issuer> issuers,
      @DefaultValue BuiltIn builtIn,
      @DefaultValue("30s") Duration clockSkew) {
    this.issuers = issuers == null ? List.of() : List.copyOf(issuers);
    this.builtIn = builtIn;
    this.clockSkew = clockSkew;
    if (this.issuers.isEmpty() && builtIn.keyFile() == null) {
      throw new IllegalArgumentException(
          "Expected gatehouse.tokens to name an issuer or a built-in.key-file, but it names none.");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "Expected gatehouse.tokens.clock-skew to be 0 to 5 minutes, but it was "
              + clockSkew
              + ".");
    }
  }

  /**
   * One issuer outside of Gatehouse.
   *
   * @param issuer the claim {@code iss} of its tokens
   * @param audiences the claim {@code aud} must name one of these
   * @param algorithm the one algorithm that it signs with
   * @param jwksUri where its keys are read from; or
   * @param jwksFile the file with its keys
   */
  public record Issuer(
      String issuer,
      List<String> audiences,
      SigningAlgorithm algorithm,
      @Nullable URI jwksUri,
      @Nullable Path jwksFile) {
    public Issuer {
      if (issuer == null || issuer.isBlank() || algorithm == null) {
        throw new IllegalArgumentException(
            "Expected each of gatehouse.tokens.issuers to have issuer and algorithm, but one has"
                + " not.");
      }
      if (audiences == null || audiences.isEmpty()) {
        throw new IllegalArgumentException(
            "Expected issuer " + issuer + " to have audiences, but it has none.");
      }
      audiences = List.copyOf(audiences);
      if ((jwksUri == null) == (jwksFile == null)) {
        throw new IllegalArgumentException(
            "Expected issuer " + issuer + " to have either jwks-uri or jwks-file, but it has not.");
      }
      if (jwksUri != null && !List.of("http", "https").contains(jwksUri.getScheme())) {
        throw new IllegalArgumentException(
            "Expected jwks-uri of issuer " + issuer + " to be an HTTP address, but it is not.");
      }
    }
  }

  /**
   * The issuer that Gatehouse brings.
   *
   * @param keyFile its signing key; made where the path is set and nothing is there
   */
  public record BuiltIn(
      @Nullable Path keyFile,
      @DefaultValue("gatehouse") String issuer,
      @DefaultValue("gatehouse") String audience) {}
}
