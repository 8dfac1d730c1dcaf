package dev.gatehouse.model.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for several rights at once: {@code POST /internal/leases}. Each is given or refused on its
 * own; the answers are {@link LeaseAnswers}.
 *
 * @param traces the W3C headers of what each was caused by, in the same order; null for none
 */
public record LeaseRequests(
    List<LeaseRequest> requests, @Nullable List<Map<String, String>> traces) {
  public LeaseRequests {
    requests = List.copyOf(requests);
    traces = traces == null ? null : List.copyOf(traces);
  }

  /** Requests outside of any trace. */
  public LeaseRequests(List<LeaseRequest> requests) {
    this(requests, null);
  }

  /** The headers of a request's trace; empty for none. */
  public Map<String, String> trace(int request) {
    List<Map<String, String>> known = traces;
    return known == null || known.size() <= request ? Map.of() : known.get(request);
  }
}
