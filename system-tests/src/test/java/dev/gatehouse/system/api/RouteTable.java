package dev.gatehouse.system.api;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import reactor.core.publisher.Mono;

/** What routers serve, read from the routers themselves. */
final class RouteTable implements RouterFunctions.Visitor {
  /** Single addresses, such as {@code GET /api/v1/apps/{}}. */
  private final Set<String> addresses = new TreeSet<>();

  /** Routes for many addresses or methods, by their paths; each is passed on to another service. */
  private final Set<PathPattern> patterns = new HashSet<>();

  static RouteTable of(Iterable<RouterFunction<?>> routers) {
    RouteTable table = new RouteTable();
    routers.forEach(router -> router.accept(table));
    return table;
  }

  /** An address with its variables' names taken off, since these differ between descriptions. */
  static String address(String method, String path) {
    return method + " " + path.replaceAll("\\{[^}]*}", "{}");
  }

  Set<String> addresses() {
    return addresses;
  }

  /** Whether requests to this address reach a handler here. */
  boolean reaches(String address) {
    String path = address.substring(address.indexOf(' ') + 1).replace("{}", "x");
    return addresses.contains(address)
        || patterns.stream().anyMatch(each -> each.matches(PathContainer.parsePath(path)));
  }

  @Override
  public void route(RequestPredicate predicate, HandlerFunction<?> handler) {
    Parts parts = new Parts();
    predicate.accept(parts);
    if (parts.path.contains("**") || parts.methods.size() > 1) {
      patterns.add(PathPatternParser.defaultInstance.parse(parts.path));
    } else {
      parts.methods.forEach(method -> addresses.add(address(method.name(), parts.path)));
    }
  }

  @Override
  public void startNested(RequestPredicate predicate) {
    throw new UnsupportedOperationException("Expected no nested routes, but " + predicate);
  }

  @Override
  public void endNested(RequestPredicate predicate) {}

  @Override
  public void resources(Function<ServerRequest, Mono<Resource>> lookup) {}

  @Override
  public void attributes(java.util.Map<String, Object> attributes) {}

  @Override
  public void unknown(RouterFunction<?> router) {
    throw new UnsupportedOperationException("Expected routes that tell theirs, but " + router);
  }

  /** The method and path of one route. */
  private static final class Parts implements RequestPredicates.Visitor {
    private Set<HttpMethod> methods = Set.of();
    private String path = "";

    @Override
    public void method(Set<HttpMethod> served) {
      methods = Set.copyOf(served);
    }

    @Override
    public void path(String pattern) {
      path = pattern;
    }

    @Override
    @SuppressWarnings("removal") // the interface still asks for it
    public void pathExtension(String extension) {}

    @Override
    public void header(String name, String value) {}

    @Override
    public void queryParam(String name, String value) {}

    @Override
    public void version(String version) {}

    @Override
    public void startAnd() {}

    @Override
    public void and() {}

    @Override
    public void endAnd() {}

    @Override
    public void startOr() {}

    @Override
    public void or() {}

    @Override
    public void endOr() {}

    @Override
    public void startNegate() {}

    @Override
    public void endNegate() {}

    @Override
    public void unknown(RequestPredicate predicate) {
      throw new UnsupportedOperationException("Expected a method and a path, but " + predicate);
    }
  }
}
