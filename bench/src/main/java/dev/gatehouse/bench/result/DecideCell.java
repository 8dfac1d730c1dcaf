package dev.gatehouse.bench.result;

/**
 * One decision alone.
 *
 * @param decision which command
 * @param nanos on average
 * @param error half the width of the 99.9 % confidence interval, in nanoseconds
 * @param bytes allocated each
 */
public record DecideCell(String decision, double nanos, double error, double bytes) {}
