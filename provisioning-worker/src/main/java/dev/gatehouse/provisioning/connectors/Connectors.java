package dev.gatehouse.provisioning.connectors;

import dev.gatehouse.core.id.ConnectorId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The open connectors. One whose configuration changes is opened anew. */
public final class Connectors implements AutoCloseable {
  private final Map<String, ConnectorKind> kinds;
  private final Duration callTimeout;
  private final Map<ConnectorId, Open> open = new ConcurrentHashMap<>();

  public Connectors(List<ConnectorKind> kinds, Duration callTimeout) {
    this.kinds = kinds.stream().collect(Collectors.toMap(ConnectorKind::name, Function.identity()));
    this.callTimeout = callTimeout;
  }

  private record Open(String kind, Map<String, String> config, Connector connector) {
    /** Whether it can be kept; what made a connector refuse may have been put right by now. */
    boolean is(String wantedKind, Map<String, String> wanted) {
      return kind.equals(wantedKind)
          && config.equals(wanted)
          && !(connector instanceof RefusingConnector);
    }
  }

  /** The connector with this configuration; it is opened where that has not been done yet. */
  public Connector get(ConnectorId id, String kind, Map<String, String> config) {
    return open.compute(
            id,
            (same, now) -> {
              if (now != null && now.is(kind, config)) {
                return now;
              }
              if (now != null) {
                now.connector().close();
              }
              return new Open(kind, Map.copyOf(config), open(kind, config));
            })
        .connector();
  }

  private Connector open(String name, Map<String, String> config) {
    ConnectorKind kind = kinds.get(name);
    return kind == null
        ? Connector.refusing(
            "Expected a connector of a known kind (%s), but it was \"%s\"."
                .formatted(kinds.keySet().stream().sorted().toList(), name))
        : kind.open(config, callTimeout);
  }

  @Override
  public void close() {
    open.values().forEach(each -> each.connector().close());
    open.clear();
  }
}
