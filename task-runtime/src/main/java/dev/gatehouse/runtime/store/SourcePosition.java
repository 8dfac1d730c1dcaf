package dev.gatehouse.runtime.store;

/**
 * Where a command was read. Offsets of one partition compare only while the topic is the same one:
 * a topic that was deleted and made again has another id and starts at 0.
 */
public record SourcePosition(String topicId, int partition, long offset) {

  /** Whether this position was passed by a task that has applied everything up to {@code other}. */
  public boolean isUpTo(SourcePosition other) {
    return samePartition(other) && offset <= other.offset;
  }

  /** Whether both were read from the same partition of the same topic. */
  public boolean samePartition(SourcePosition other) {
    return partition == other.partition && topicId.equals(other.topicId);
  }
}
