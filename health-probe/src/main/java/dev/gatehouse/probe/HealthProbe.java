package dev.gatehouse.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * The health check of an image that may have neither a shell nor curl: ends with 0 if what the
 * address names is healthy, with 1 if not. {@code http://} asks for a page and expects 200, {@code
 * tcp://} expects that a connection is taken.
 */
public final class HealthProbe {
  private static final int LIMIT = (int) Duration.ofSeconds(5).toMillis();

  private HealthProbe() {}

  public static void main(String[] arguments) {
    String answer = arguments.length == 1 ? check(arguments[0]) : "Expected one address.";
    System.out.println(answer.isEmpty() ? "healthy" : answer);
    System.exit(answer.isEmpty() ? 0 : 1);
  }

  /** What is wrong there, empty if nothing is. */
  static String check(String address) {
    try {
      URI uri = URI.create(address);
      return switch (String.valueOf(uri.getScheme())) {
        case "http" -> page(uri);
        case "tcp" -> connection(uri);
        default -> "Expected an address with http:// or tcp://, but it was " + address + ".";
      };
    } catch (IllegalArgumentException | IOException e) {
      return "Expected an answer at %s, but %s.".formatted(address, e);
    }
  }

  private static String page(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout(LIMIT);
    connection.setReadTimeout(LIMIT);
    int code = connection.getResponseCode();
    return code == HttpURLConnection.HTTP_OK
        ? ""
        : "Expected 200 at %s, but it was %d.".formatted(uri, code);
  }

  private static String connection(URI uri) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), LIMIT);
      return "";
    }
  }
}
