package dev.gatehouse.runtime.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether entitlement-service says that it is ready; asked at most once in a few seconds. */
public final class CatalogCheck implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final RecentAnswer recent = new RecentAnswer(this::ask, System::nanoTime);
  private final URI page;

  /** {@code baseUrl} such as {@code http://localhost:8082}. */
  public CatalogCheck(String baseUrl) {
    this.page = URI.create(baseUrl + "/actuator/health/readiness");
  }

  public boolean answers() {
    return recent.get();
  }

  private boolean ask() {
    HttpRequest request = HttpRequest.newBuilder(page).timeout(PATIENCE).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
