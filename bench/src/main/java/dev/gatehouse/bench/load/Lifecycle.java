package dev.gatehouse.bench.load;

/** One request for access on its way. */
final class Lifecycle {
  private final Access access;
  private final long startedAt;
  private volatile long approvedAt;

  /**
   * One that begins.
   *
   * @param startedAt when it was sent, or should have been
   */
  Lifecycle(Access access, long startedAt) {
    this.access = access;
    this.startedAt = startedAt;
  }

  Access access() {
    return access;
  }

  long startedAt() {
    return startedAt;
  }

  /** When the approval was sent. */
  long approvedAt() {
    return approvedAt;
  }

  void approvedAt(long nanos) {
    approvedAt = nanos;
  }
}
