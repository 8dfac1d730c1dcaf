package dev.gatehouse.model.internal;

import java.util.List;

/**
 * Asks for several rights at once: {@code POST /internal/leases}. Each is given or refused on its
 * own; the answers are {@link LeaseAnswers}.
 */
public record LeaseRequests(List<LeaseRequest> requests) {
  public LeaseRequests {
    requests = List.copyOf(requests);
  }
}
