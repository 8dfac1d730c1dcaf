package dev.gatehouse.model.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends several leases at once: {@code POST /internal/leases/settle}. Each ends on its own; the
 * answers are {@link SettleAnswers}.
 *
 * @param traces the W3C headers of what each was caused by, in the same order; null for none
 */
public record SettleRequests(
    List<SettleRequest> requests, @Nullable List<Map<String, String>> traces) {
  public SettleRequests {
    requests = List.copyOf(requests);
    traces = traces == null ? null : List.copyOf(traces);
  }

  /** Requests outside of any trace. */
  public SettleRequests(List<SettleRequest> requests) {
    this(requests, null);
  }

  /** The headers of a request's trace; empty for none. */
  public Map<String, String> trace(int request) {
    List<Map<String, String>> known = traces;
    return known == null || known.size() <= request ? Map.of() : known.get(request);
  }
}
