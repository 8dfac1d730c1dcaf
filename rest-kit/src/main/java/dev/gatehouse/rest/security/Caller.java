package dev.gatehouse.rest.security;

import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.id.UserId;
import java.util.Set;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The person who makes a request, proven by the token. */
public record Caller(UserId userId, Set<Role> roles) {
  private static final String ATTRIBUTE = Caller.class.getName();

  public Caller {
    roles = Set.copyOf(roles);
  }

  /** Whether the person has this role. */
  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** The caller of a request; every route behind the filter has one. */
  public static Caller of(ServerRequest request) {
    return of(request.exchange());
  }

  /** The caller of an exchange; every route behind the filter has one. */
  public static Caller of(ServerWebExchange exchange) {
    Caller caller = exchange.getAttribute(ATTRIBUTE);
    if (caller == null) {
      throw new IllegalStateException("Expected a caller, but this route is open to all.");
    }
    return caller;
  }

  /** The caller of the request that the current chain serves. */
  public static Mono<Caller> current() {
    return Mono.deferContextual((ContextView context) -> Mono.just(context.get(Caller.class)));
  }

  void enter(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }
}
