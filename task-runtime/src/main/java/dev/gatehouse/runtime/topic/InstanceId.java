package dev.gatehouse.runtime.topic;

import java.util.regex.Pattern;

/**
 * By what name Kafka knows one copy of a worker again after a restart, so that it goes on with its
 * partitions. Two copies that run at once must not have the same.
 *
 * @param value empty for a copy that is another one after each start
 */
public record InstanceId(String value) {
  private static final Pattern ALLOWED = Pattern.compile("[a-zA-Z0-9._-]{0,200}");

  public InstanceId {
    if (!ALLOWED.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Expected gatehouse.instance-id to have up to 200 letters, digits, dots, underscores and"
              + " hyphens, but it was \"%s\".".formatted(value));
    }
  }

  boolean isKnown() {
    return !value.isEmpty();
  }
}
