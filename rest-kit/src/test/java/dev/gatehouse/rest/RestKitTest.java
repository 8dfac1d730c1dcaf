package dev.gatehouse.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.model.shape.Shapes;
import dev.gatehouse.rest.http.JsonBodies;
import dev.gatehouse.rest.http.RequestTrace;
import dev.gatehouse.rest.security.BuiltInIssuer;
import dev.gatehouse.rest.security.Caller;
import dev.gatehouse.rest.security.PeopleDirectory;
import dev.gatehouse.rest.security.ServiceCredentials;
import dev.gatehouse.schemas.signing.InstallationKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A small service with the kit around it, over HTTP. */
class RestKitTest {
  private static final String KEYS = "k1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @TempDir static Path folder;

  private static ConfigurableApplicationContext service;
  private static BuiltInIssuer issuer;
  private static int port;
  private final HttpClient client = HttpClient.newHttpClient();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(RestKit.class)
  static class Service {
    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }

    @Bean
    InstallationKeys installationKeys() {
      return InstallationKeys.parse(KEYS);
    }

    @Bean
    PeopleDirectory people() {
      Map<String, PeopleDirectory.Person> people =
          Map.of(
              "ann@example.com",
              new PeopleDirectory.Person(new UserId("u1"), true, Set.of(Role.HELPDESK)),
              "bob",
              new PeopleDirectory.Person(new UserId("u2"), false, Set.of()));
      return subject -> Mono.justOrEmpty(people.get(subject));
    }

    @Bean
    RouterFunction<ServerResponse> routes() {
      return route()
          .GET(
              "/api/v1/whoami",
              request ->
                  Caller.current()
                      .filter(Caller.of(request)::equals)
                      .flatMap(
                          caller ->
                              JsonBodies.ok(
                                  Json.object()
                                      .put("userId", caller.userId().value())
                                      .put("helpdesk", caller.has(Role.HELPDESK)))))
          .POST(
              "/api/v1/task/grant",
              request ->
                  JsonBodies.read(
                          request,
                          Shapes.api().message("c1.api.task.v1.TaskServiceCreateGrantRequest"))
                      .flatMap(JsonBodies::ok))
          .GET(
              "/api/v1/trace",
              _ ->
                  RequestTrace.current()
                      .flatMap(
                          trace ->
                              JsonBodies.ok(
                                  Json.object().put("trace", trace.orElseThrow().traceId()))))
          .GET("/api/v1/broken", _ -> Mono.error(new IllegalStateException("secret-canary")))
          .GET(
              "/api/v1/busy",
              _ -> Mono.error(new ApiException(Code.UNAVAILABLE, "Expected an answer.")))
          .GET("/internal/v1/people", _ -> JsonBodies.ok(Json.object().put("ok", true)))
          .build();
    }
  }

  @BeforeAll
  static void start() {
    Path keyFile = folder.resolve("tokens.json");
    service =
        new SpringApplicationBuilder(Service.class)
            .web(WebApplicationType.REACTIVE)
            .properties(
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.jmx.enabled=false",
                "gatehouse.tokens.built-in.key-file=" + keyFile)
            .run();
    issuer = BuiltInIssuer.open(keyFile, Clock.systemUTC());
    port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void theCallerIsThePersonBehindTheToken() {
    HttpResponse<String> answer = get("/api/v1/whoami", "Bearer " + token("ann@example.com"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body()).isEqualTo("{\"userId\":\"u1\",\"helpdesk\":true}");
  }

  @Test
  void withoutATokenNobodyComesIn() {
    assertRefused(
        get("/api/v1/whoami", null),
        401,
        Code.UNAUTHENTICATED,
        "Expected a bearer token in the Authorization header, but there was none.");
    assertRefused(
        get("/api/v1/whoami", "Basic YW5uOng="),
        401,
        Code.UNAUTHENTICATED,
        "Expected a bearer token in the Authorization header, but there was none.");
    assertThat(get("/api/v1/whoami", null).headers().firstValue("WWW-Authenticate"))
        .contains("Bearer");
  }

  @Test
  void anExpiredTokenIsRefused() {
    assertRefused(
        get("/api/v1/whoami", "Bearer " + issuer.mint("ann@example.com", Duration.ofHours(-1))),
        401,
        Code.UNAUTHENTICATED,
        "Expected a token that is still valid, but it has expired.");
  }

  @Test
  void strangersAndDisabledPeopleAreRefused() {
    assertRefused(
        get("/api/v1/whoami", "Bearer " + token("eve")),
        401,
        Code.UNAUTHENTICATED,
        "Expected a token of a person known here, but it names somebody else.");
    assertRefused(
        get("/api/v1/whoami", "Bearer " + token("bob")),
        401,
        Code.UNAUTHENTICATED,
        "Expected a token of an enabled person, but the person is disabled.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%61pi/v1/whoami",
        "/api/v1/who%61mi",
        "/api;x=1/v1/whoami",
        "//api/v1/whoami",
        "/actuator/../api/v1/whoami",
        "/actuator/%2e%2e/api/v1/whoami",
        "/API/v1/whoami",
        "/%69nternal/v1/people",
        "/internal;x/v1/people",
        "/actuator/..;/internal/v1/people"
      })
  void anotherSpellingOfAPathIsNoWayRound(String path) throws IOException {
    assertThat(rawStatus(path)).isIn(400, 401, 404);
  }

  @Test
  void internalRoutesNeedAService() {
    String good = ServiceCredentials.header(InstallationKeys.parse(KEYS), Instant.now());
    String foreign =
        ServiceCredentials.header(
            InstallationKeys.parse(KEYS.replace("AAA=", "AAE=")), Instant.now());

    assertThat(get("/internal/v1/people", good).statusCode()).isEqualTo(200);
    assertRefused(
        get("/internal/v1/people", foreign),
        401,
        Code.UNAUTHENTICATED,
        "Expected the credential of a service of this installation, but it is not valid.");
    assertRefused(
        get("/internal/v1/people", "Bearer " + token("ann@example.com")),
        401,
        Code.UNAUTHENTICATED,
        "Expected the credential of a service, but there was none.");
    assertThat(get("/api/v1/whoami", good).statusCode()).isEqualTo(401);
  }

  @Test
  void healthIsOpenToAll() {
    assertThat(get("/actuator/health", null).statusCode()).isEqualTo(200);
  }

  @Test
  void unknownAddressesAre404() {
    assertRefused(
        get("/api/v1/nothing", "Bearer " + token("ann@example.com")),
        404,
        Code.NOT_FOUND,
        "Expected a known address, but there is none here.");
  }

  @Test
  void bodiesAreReadWithTheirShape() {
    HttpResponse<String> answer =
        post("{\"app_id\":\"wiki\",\"appEntitlementId\":\"editors\",\"colour\":\"red\"}");

    assertThat(answer.body()).isEqualTo("{\"appId\":\"wiki\",\"appEntitlementId\":\"editors\"}");
  }

  @Test
  void badBodiesAreRefused() {
    assertRefused(
        post(""), 400, Code.INVALID_ARGUMENT, "Expected appId to be set, but it was missing.");
    for (String unreadable : new String[] {"{", "hello", "{\"a\":1,\"a\":2}", "{} {}"}) {
      assertRefused(
          post(unreadable),
          400,
          Code.INVALID_ARGUMENT,
          "Expected a body of JSON, but it could not be read.");
    }
    assertRefused(
        post("[".repeat(5_000)),
        400,
        Code.INVALID_ARGUMENT,
        "Expected a body of JSON, but it could not be read.");
  }

  @Test
  void bodiesMayHave256KilobytesAndNoMore() {
    String start = "{\"appId\":\"a\",\"appEntitlementId\":\"e\",\"description\":\"";
    String fits = start + "x".repeat(JsonBodies.LIMIT - start.length() - 2) + "\"}";

    assertThat(post(fits).statusCode()).isEqualTo(200);
    assertRefused(
        post(fits + " "),
        400,
        Code.INVALID_ARGUMENT,
        "Expected a body of at most 256 KB, but it was larger.");
  }

  @Test
  void ourOwnFaultsTellNothing() {
    HttpResponse<String> answer = get("/api/v1/broken", "Bearer " + token("ann@example.com"));

    assertRefused(
        answer, 500, Code.INTERNAL, "Expected to answer, but something broke; the log tells more.");
    assertThat(answer.body()).doesNotContain("canary").doesNotContain("Exception");
  }

  @Test
  void aBusyServiceSaysWhenToTryAgain() {
    HttpResponse<String> answer = get("/api/v1/busy", "Bearer " + token("ann@example.com"));

    assertRefused(answer, 503, Code.UNAVAILABLE, "Expected an answer.");
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
  }

  @Test
  void theLogTellsOfRequestsButNeverOfTokens() {
    Logger log = (Logger) LoggerFactory.getLogger("dev.gatehouse");
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    log.addAppender(lines);
    log.setLevel(Level.DEBUG);
    String good = token("ann@example.com");
    String bad = issuer.mint("eve", Duration.ofHours(-1));

    get("/api/v1/whoami?access_token=" + good, "Bearer " + good);
    get("/api/v1/whoami", "Bearer " + bad);
    get("/api/v1/broken?x=" + good, "Bearer " + good);
    get("/api/v1/whoami", null);

    log.setLevel(null);
    log.detachAppender(lines);
    assertThat(List.copyOf(lines.list))
        .extracting(RestKitTest::whole)
        .anyMatch(line -> line.contains("IllegalStateException: secret-canary"))
        .anyMatch(line -> line.startsWith("GET /api/v1/whoami 200 in "))
        .anyMatch(line -> line.startsWith("GET /api/v1/whoami 401 in "))
        .noneMatch(line -> line.contains(good) || line.contains(bad));
  }

  private static String whole(ILoggingEvent event) {
    return event.getFormattedMessage()
        + (event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  @Test
  void theCallersTraceGoesOn() {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    HttpResponse<String> answer =
        send(
            request("/api/v1/trace", "Bearer " + token("ann@example.com"))
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .build());

    assertThat(answer.body()).contains(trace);
    assertThat(answer.headers().firstValue("Trace-Id")).contains(trace);
  }

  private static void assertRefused(
      HttpResponse<String> answer, int status, Code code, String sentence) {
    JsonNode body = Json.mapper().readTree(answer.body());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(body.path("code").asInt()).isEqualTo(code.number());
    assertThat(body.path("message").asString()).isEqualTo(sentence);
    assertThat(body.path("details").isArray()).isTrue();
  }

  private static String token(String subject) {
    return issuer.mint(subject, Duration.ofMinutes(5));
  }

  private HttpResponse<String> get(String path, String authorization) {
    return send(request(path, authorization).build());
  }

  private HttpResponse<String> post(String body) {
    return send(
        request("/api/v1/task/grant", "Bearer " + token("ann@example.com"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private static HttpRequest.Builder request(String path, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    return authorization == null ? request : request.header("Authorization", authorization);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends the path as it is, which HTTP clients would tidy up. */
  private static int rawStatus(String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }
}
