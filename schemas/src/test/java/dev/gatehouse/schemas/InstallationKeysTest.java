package dev.gatehouse.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.schemas.signing.InstallationKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class InstallationKeysTest {
  private static final String OLD = "k0:" + key((byte) 1);
  private static final String NEW = "k1:" + key((byte) 2);
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final InstallationKeys keys = InstallationKeys.parse(NEW + "," + OLD);

  @Test
  void aSignatureHoldsForJustItsCommandTaskAndValue() {
    String signature = keys.sign("c", "t", VALUE);
    assertThat(keys.verify(signature, "c", "t", VALUE)).isTrue();
    assertThat(keys.verify(signature, "c2", "t", VALUE)).isFalse();
    assertThat(keys.verify(signature, "c", "t2", VALUE)).isFalse();
    assertThat(keys.verify(signature, "ct", "", VALUE)).isFalse();
    assertThat(keys.verify(signature, "c", "t", new byte[] {1})).isFalse();
  }

  @Test
  void whatTheOldKeySignedHoldsWhileBothAreKnown() {
    String signature = InstallationKeys.parse(OLD).sign("c", "t", VALUE);
    assertThat(keys.verify(signature, "c", "t", VALUE)).isTrue();
    assertThat(InstallationKeys.parse(NEW).verify(signature, "c", "t", VALUE)).isFalse();
  }

  @Test
  void brokenSignaturesAreRefused() {
    for (String bad :
        new String[] {"", ".", "k1", "k1.", "k9.AAAA", "k1.AAAA", "k1." + "A".repeat(5000)}) {
      assertThat(keys.verify(bad, "c", "t", VALUE)).as(bad).isFalse();
    }
  }

  @Test
  void aServiceTokenIsGoodForTwoMinutes() {
    String token = keys.mintServiceToken(NOW);
    assertThat(keys.verifyServiceToken(token, NOW)).isTrue();
    assertThat(keys.verifyServiceToken(token, NOW.plusSeconds(119))).isTrue();
    assertThat(keys.verifyServiceToken(token, NOW.plusSeconds(120))).isFalse();
    assertThat(keys.verifyServiceToken(token.replaceFirst("\\.\\d+\\.", ".99999999999."), NOW))
        .isFalse();
    assertThat(keys.verifyServiceToken("", NOW)).isFalse();
    assertThat(keys.verifyServiceToken("k1.x.y", NOW)).isFalse();
  }

  @Test
  void aCommandSignatureIsNoServiceToken() {
    assertThat(keys.verifyServiceToken(keys.sign("c", "t", VALUE), NOW)).isFalse();
  }

  @Test
  void badKeysAreRefusedWithASentenceThatDoesNotTellThem() {
    assertThatThrownBy(() -> InstallationKeys.parse(""))
        .hasMessage(
            "Expected gatehouse.installation-keys to be ID:BASE64, several parted by commas.");
    assertThatThrownBy(() -> InstallationKeys.parse("k1:!!!!"))
        .hasMessage("Expected the installation key k1 to be Base64, but it is not.");
    assertThatThrownBy(() -> InstallationKeys.parse("k1:c2hvcnQ="))
        .hasMessage("Expected the installation key k1 to have at least 32 bytes, but it has 5.");
  }

  private static String key(byte fill) {
    byte[] key = new byte[32];
    java.util.Arrays.fill(key, fill);
    return Base64.getEncoder().encodeToString(key);
  }
}
