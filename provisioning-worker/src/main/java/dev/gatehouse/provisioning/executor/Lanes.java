package dev.gatehouse.provisioning.executor;

import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.provisioning.attempt.AttemptId;
import dev.gatehouse.provisioning.attempt.ProvisioningAttempt;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A lane for each connector; made when the first attempt for it comes. */
public final class Lanes implements Handover {
  private final LaneSettings settings;
  private final AttemptRun work;
  private final MeterRegistry meters;
  private final Map<ConnectorId, Lane> lanes = new ConcurrentHashMap<>();

  public Lanes(LaneSettings settings, AttemptRun run, MeterRegistry meters) {
    this.settings = settings;
    this.work = run;
    this.meters = meters;
  }

  @Override
  public void offer(ConnectorId connector, AttemptId id) {
    lanes.computeIfAbsent(connector, this::make).offer(id, place -> work.carryOut(id, place));
  }

  @Override
  public void begin(ProvisioningAttempt claimed, Deadline deadline) {
    lanes
        .computeIfAbsent(claimed.order().connectorId(), this::make)
        .begin(claimed.id(), place -> work.carryOut(claimed, deadline, place));
  }

  @Override
  public int free(ConnectorId connector) {
    return lanes.computeIfAbsent(connector, this::make).free();
  }

  @Override
  public Set<ConnectorId> busy() {
    return lanes.values().stream()
        .filter(Lane::busy)
        .map(Lane::connectorId)
        .collect(Collectors.toSet());
  }

  /** How many attempts are being carried out. */
  public int inFlight() {
    return lanes.values().stream().mapToInt(Lane::inFlight).sum();
  }

  /** Takes nothing in any more. */
  public void close() {
    lanes.values().forEach(Lane::close);
  }

  /** Ends what is still being carried out; other workers take it up when its claim is over. */
  public void interrupt() {
    lanes.values().forEach(Lane::interrupt);
  }

  private Lane make(ConnectorId connector) {
    Lane lane = new Lane(connector, settings);
    Gauge.builder("gatehouse.provisioning.in.flight", lane, Lane::inFlight)
        .description("Attempts that are being carried out")
        .tag("connector", connector.value())
        .register(meters);
    Gauge.builder("gatehouse.provisioning.breaker", lane, Lane::breakerState)
        .description("1 while a connector that keeps failing is left alone, else 0")
        .tag("connector", connector.value())
        .register(meters);
    return lane;
  }
}
