package dev.gatehouse.bench;

import dev.gatehouse.servers.ServerException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What can be measured. */
enum Part {
  /** Lifecycles over HTTP. */
  LIFECYCLE,
  /** The same records and writes without logic, on the same servers. */
  RAW,
  /** Commands that waited when a worker starts. */
  BACKLOG,
  /** Decisions alone. */
  DECIDE,
  /** Lifecycles with many tasks stored. */
  GROWTH,
  /** Far more load than can be done. */
  OVERLOAD;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The part with this name. */
  static Part of(String name) {
    return Arrays.stream(values())
        .filter(part -> part.label().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new ServerException(
                    "Expected --only to name %s, but it named %s."
                        .formatted(
                            Arrays.stream(values())
                                .map(Part::label)
                                .collect(Collectors.joining(", ")),
                            name)));
  }
}
