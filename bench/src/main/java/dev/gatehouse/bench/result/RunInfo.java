package dev.gatehouse.bench.result;

import dev.gatehouse.bench.measure.Machine;
import java.time.Instant;

/** What was run, when, and on what. */
public record RunInfo(
    String command, String commit, Instant startedAt, Machine machine, boolean quick) {}
