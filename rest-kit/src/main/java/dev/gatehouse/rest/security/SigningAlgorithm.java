package dev.gatehouse.rest.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;

/** The algorithms that an issuer may sign with. Each issuer has exactly one. */
public enum SigningAlgorithm {
  RS256,
  ES256,
  EDDSA;

  /** The name in a token's header. */
  String headerName() {
    return this == EDDSA ? "EdDSA" : name();
  }

  /** Whether this key can have signed with this algorithm at all. */
  boolean fits(JWK key) {
    boolean kind =
        switch (this) {
          case RS256 -> key instanceof RSAKey;
          case ES256 -> key instanceof ECKey ec && Curve.P_256.equals(ec.getCurve());
          case EDDSA -> key instanceof OctetKeyPair okp && Curve.Ed25519.equals(okp.getCurve());
        };
    return kind
        && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
        && (key.getAlgorithm() == null || headerName().equals(key.getAlgorithm().getName()));
  }

  /** Whether the token's signature was made with the private half of the key. */
  boolean verifies(JWK key, JWSObject token) {
    try {
      return switch (this) {
        case RS256 -> verified(new RSASSAVerifier(key.toRSAKey().toRSAPublicKey()), token);
        case ES256 -> verified(new ECDSAVerifier(key.toECKey().toECPublicKey()), token);
        case EDDSA ->
            Ed25519.verifies(
                key.toOctetKeyPair().getDecodedX(),
                token.getSigningInput(),
                token.getSignature().decode());
      };
    } catch (JOSEException e) {
      return false;
    }
  }

  private static boolean verified(JWSVerifier verifier, JWSObject token) throws JOSEException {
    return verifier.verify(token.getHeader(), token.getSigningInput(), token.getSignature());
  }
}
