package dev.gatehouse.bench.result;

import java.util.Map;

/**
 * The floor under lifecycles: as many Kafka records and journaled writes, of the same size, with no
 * logic between them.
 *
 * @param batch how many lifecycles' worth go out together
 * @param from the load whose counts were repeated
 * @param perSecond lifecycles' worth in a second
 * @param recordsEach Kafka records of each
 * @param writesEach MongoDB documents written by each
 * @param cpuMillis processor time of each, by process
 * @param ratio lifecycles a second of that load, divided by {@code perSecond}
 */
public record RawCell(
    String layout,
    int batch,
    String from,
    double perSecond,
    int recordsEach,
    int writesEach,
    Map<String, Double> cpuMillis,
    double ratio) {}
