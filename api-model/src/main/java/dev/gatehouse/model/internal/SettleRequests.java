package dev.gatehouse.model.internal;

import java.util.List;

/**
 * Ends several leases at once: {@code POST /internal/leases/settle}. Each ends on its own; the
 * answers are {@link SettleAnswers}.
 */
public record SettleRequests(List<SettleRequest> requests) {
  public SettleRequests {
    requests = List.copyOf(requests);
  }
}
