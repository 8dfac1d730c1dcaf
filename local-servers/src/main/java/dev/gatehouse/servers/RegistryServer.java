package dev.gatehouse.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.schemas.FrozenSchemas;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A schema registry that keeps nothing: it serves the schemas it was given, under fixed ids, by the
 * part of Confluent's REST API that Kafka clients use. A schema it does not hold cannot be added.
 */
public final class RegistryServer implements AutoCloseable {
  private static final int LARGEST_BODY = 1 << 20;
  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final RegistryRoutes routes;

  private RegistryServer(HttpServer server, List<ServedSchema> schemas) {
    this.server = server;
    this.routes = new RegistryRoutes(new ServedSchemas(schemas));
  }

  /**
   * Starts to serve every schema that Gatehouse ever released.
   *
   * @param port 0 takes a free one
   */
  public static RegistryServer start(int port) {
    List<ServedSchema> released =
        FrozenSchemas.all().stream()
            .map(
                frozen ->
                    new ServedSchema(frozen.subject(), frozen.id(), frozen.schema().toString()))
            .toList();
    return start(port, released);
  }

  /**
   * Starts to serve these schemas.
   *
   * @param port 0 takes a free one
   */
  public static RegistryServer start(int port, List<ServedSchema> schemas) {
    try {
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      RegistryServer registry = new RegistryServer(http, schemas);
      http.createContext("/", registry::handle);
      http.setExecutor(registry.threads);
      http.start();
      return registry;
    } catch (IOException e) {
      throw new ServerException(
          "Expected port %d to be free for the schema registry, but another program holds it."
              .formatted(port),
          e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body =
          new String(exchange.getRequestBody().readNBytes(LARGEST_BODY), StandardCharsets.UTF_8);
      List<String> path =
          Stream.of(exchange.getRequestURI().getRawPath().split("/"))
              .filter(segment -> !segment.isEmpty())
              .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
              .toList();
      RegistryAnswer answer = routes.answer(exchange.getRequestMethod(), path, body);
      byte[] bytes = answer.json().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** The address for clients. */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
