package dev.gatehouse.rest.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachedKeysTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final JWK first = Ed25519.generate().toPublicJWK();
  private final JWK second = Ed25519.generate().toPublicJWK();
  private final AtomicReference<List<JWK>> published = new AtomicReference<>(List.of(first));
  private final AtomicInteger status = new AtomicInteger(200);
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private KeySource keys;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jwks",
        exchange -> {
          asked.incrementAndGet();
          byte[] body =
              ("{\"keys\":" + published.get().stream().map(JWK::toJSONString).toList() + "}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status.get(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    URI address = URI.create("http://localhost:" + server.getAddress().getPort() + "/jwks");
    keys =
        TrustedIssuer.of(
                new TokenProperties.Issuer(
                    "https://idp", List.of("gatehouse"), SigningAlgorithm.EDDSA, address, null),
                clock)
            .keys();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void keysAreAskedForOnceAndAgainWhenTheyAreOld() {
    assertThat(keys.keys(first.getKeyID()).block()).containsExactly(first);
    assertThat(keys.keys(null).block()).containsExactly(first);
    assertThat(asked).hasValue(1);

    pass(Duration.ofMinutes(6));
    assertThat(keys.keys(first.getKeyID()).block()).containsExactly(first);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aNewKeyIsFoundAndMadeUpOnesCostNothing() {
    keys.keys(first.getKeyID()).block();
    published.set(List.of(first, second));

    assertThat(keys.keys(second.getKeyID()).block()).containsExactly(first);
    assertThat(asked).hasValue(1);

    pass(Duration.ofSeconds(31));
    assertThat(keys.keys(second.getKeyID()).block()).containsExactly(first, second);
    for (int i = 0; i < 100; i++) {
      keys.keys("made-up-" + i).block();
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void whileTheIssuerIsDownItsKeysAreGoodForADay() {
    keys.keys(first.getKeyID()).block();
    status.set(500);

    pass(Duration.ofHours(23));
    assertThat(keys.keys(first.getKeyID()).block()).containsExactly(first);

    pass(Duration.ofHours(2));
    assertThatThrownBy(() -> keys.keys(first.getKeyID()).block())
        .hasMessage("Expected the keys of the issuer, but they cannot be read now.");

    status.set(200);
    pass(Duration.ofSeconds(31));
    assertThat(keys.keys(first.getKeyID()).block()).containsExactly(first);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }
}
