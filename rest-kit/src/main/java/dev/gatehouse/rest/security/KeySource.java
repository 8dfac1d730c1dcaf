package dev.gatehouse.rest.security;

import com.nimbusds.jose.jwk.JWK;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Where the public keys of one issuer come from. */
@FunctionalInterface
interface KeySource {
  /**
   * All keys of the issuer.
   *
   * @param keyId the key that a token names; if it is not among the known keys, the source looks
   *     again, though not more often than it likes
   */
  Mono<List<JWK>> keys(@Nullable String keyId);
}
