package dev.gatehouse.rest.security;

import dev.gatehouse.model.error.ApiException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/**
 * Lets nobody in who is not known. Every path needs a person's token, unless it is on the short
 * list of open paths; what lies under {@code /internal} needs the credential of a service instead.
 * Paths are compared as the router does, so that another spelling of a path is no way round.
 */
final class AccessFilter implements WebFilter {
  private static final PathPattern INTERNAL =
      PathPatternParser.defaultInstance.parse("/internal/**");

  private final BearerTokens tokens;
  private final PeopleDirectory people;
  private final ServiceCredentials services;
  private final List<PathPattern> open;
  private final Clock clock;

  AccessFilter(
      BearerTokens tokens,
      PeopleDirectory people,
      ServiceCredentials services,
      List<String> openPaths,
      Clock clock) {
    this.tokens = tokens;
    this.people = people;
    this.services = services;
    this.open = openPaths.stream().map(PathPatternParser.defaultInstance::parse).toList();
    this.clock = clock;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
    if (INTERNAL.matches(path)) {
      return Mono.defer(
          () -> {
            checkService(exchange);
            return chain.filter(exchange);
          });
    }
    if (open.stream().anyMatch(pattern -> pattern.matches(path))) {
      return chain.filter(exchange);
    }
    return Mono.defer(() -> tokens.verify(credential(exchange, "Bearer")))
        .flatMap(this::person)
        .flatMap(
            caller -> {
              caller.enter(exchange);
              return chain
                  .filter(exchange)
                  .contextWrite(context -> context.put(Caller.class, caller));
            });
  }

  private Mono<Caller> person(TokenClaims claims) {
    Mono<PeopleDirectory.Person> found = people.find(claims.subject());
    String email = claims.email();
    return (email == null ? found : found.switchIfEmpty(people.find(email)))
        .switchIfEmpty(
            Mono.error(
                () ->
                    BearerTokens.refused(
                        "Expected a token of a person known here, but it names somebody else.")))
        .map(
            person -> {
              if (!person.enabled()) {
                throw BearerTokens.refused(
                    "Expected a token of an enabled person, but the person is disabled.");
              }
              return new Caller(person.id(), person.roles());
            });
  }

  private void checkService(ServerWebExchange exchange) {
    if (!services.verify(credential(exchange, ServiceCredentials.SCHEME), clock.instant())) {
      throw BearerTokens.refused(
          "Expected the credential of a service of this installation, but it is not valid.");
    }
  }

  private static String credential(ServerWebExchange exchange, String scheme) {
    List<String> headers = exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
    if (headers.size() > 1) {
      throw BearerTokens.refused("Expected one Authorization header, but there were several.");
    }
    @Nullable String header = headers.isEmpty() ? null : headers.getFirst();
    if (header == null || header.isBlank()) {
      throw none(scheme);
    }
    int space = header.indexOf(' ');
    if (space < 0 || !header.substring(0, space).equalsIgnoreCase(scheme)) {
      throw none(scheme);
    }
    String credential = header.substring(space + 1).strip();
    if (credential.isEmpty()) {
      throw none(scheme);
    }
    return credential;
  }

  private static ApiException none(String scheme) {
    return BearerTokens.refused(
        scheme.equals("Bearer")
            ? "Expected a bearer token in the Authorization header, but there was none."
            : "Expected the credential of a service, but there was none.");
  }
}
