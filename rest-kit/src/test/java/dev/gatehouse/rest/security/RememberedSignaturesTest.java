package dev.gatehouse.rest.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.junit.jupiter.api.Test;

class RememberedSignaturesTest {
  private final OctetKeyPair key = Ed25519.generate();
  private final OctetKeyPair other = Ed25519.generate();
  private int asked;
  private final RememberedSignatures signatures = new RememberedSignatures(this::verifies, 2);

  private boolean verifies(JWK with, JWSObject token) {
    asked++;
    return SigningAlgorithm.EDDSA.verifies(with, token);
  }

  @Test
  void aSignatureIsVerifiedOnce() {
    String token = signed("one");

    assertThat(signatures.verifies(key, parsed(token))).isTrue();
    assertThat(signatures.verifies(key, parsed(token))).isTrue();
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void whatIsRememberedHoldsForThisKeyAndThisTokenOnly() {
    String token = signed("one");
    assertThat(signatures.verifies(key, parsed(token))).isTrue();

    assertThat(signatures.verifies(other, parsed(token))).isFalse();
    String[] parts = token.split("\\.", 3);
    String[] two = signed("two").split("\\.", 3);
    assertThat(signatures.verifies(key, parsed(parts[0] + "." + two[1] + "." + parts[2])))
        .isFalse();
    assertThat(signatures.verifies(key, parsed(parts[0] + "." + parts[1] + "." + two[2])))
        .isFalse();
  }

  @Test
  void whatIsNotValidIsLookedAtEachTime() {
    String token = signed("one");

    assertThat(signatures.verifies(other, parsed(token))).isFalse();
    assertThat(signatures.verifies(other, parsed(token))).isFalse();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void noMoreIsRememberedThanThereIsRoomFor() {
    for (String text : new String[] {"one", "two", "three", "one"}) {
      assertThat(signatures.verifies(key, parsed(signed(text)))).isTrue();
    }
    assertThat(asked).isEqualTo(4);
  }

  private String signed(String text) {
    String input =
        Base64URL.encode("{\"alg\":\"EdDSA\"}")
            + "."
            + Base64URL.encode("{\"sub\":\"" + text + "\"}");
    byte[] signature = Ed25519.sign(key.getDecodedD(), input.getBytes(StandardCharsets.US_ASCII));
    return input + "." + Base64URL.encode(signature);
  }

  private static JWSObject parsed(String token) {
    try {
      return JWSObject.parse(token);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}
