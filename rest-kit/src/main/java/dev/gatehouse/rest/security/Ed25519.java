package dev.gatehouse.rest.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Ed25519 with the JDK's own provider, on raw keys of 32 bytes as JWKs hold them. */
final class Ed25519 {
  private static final int SIZE = 32;
  private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final byte[] PRIVATE_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private Ed25519() {}

  /** A new key, named by its thumbprint. */
  static OctetKeyPair generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      return new OctetKeyPair.Builder(Curve.Ed25519, last(pair.getPublic().getEncoded()))
          .d(last(pair.getPrivate().getEncoded()))
          .keyIDFromThumbprint()
          .build();
    } catch (GeneralSecurityException | JOSEException e) {
      throw new IllegalStateException("Expected Ed25519 in this JDK, but it is not there.", e);
    }
  }

  static byte[] sign(byte[] rawPrivateKey, byte[] message) {
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new PKCS8EncodedKeySpec(joined(PRIVATE_PREFIX, rawPrivateKey)));
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Expected an Ed25519 private key, but it is none.", e);
    }
  }

  /** False also where key or signature are no such thing. */
  static boolean verifies(byte[] rawPublicKey, byte[] message, byte[] signed) {
    if (rawPublicKey.length != SIZE) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(joined(PUBLIC_PREFIX, rawPublicKey))));
      signature.update(message);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Base64URL last(byte[] encoded) {
    return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - SIZE, encoded.length));
  }

  private static byte[] joined(byte[] prefix, byte[] key) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    out.writeBytes(key);
    return out.toByteArray();
  }
}
