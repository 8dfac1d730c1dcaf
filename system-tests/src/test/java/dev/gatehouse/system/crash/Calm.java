package dev.gatehouse.system.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** When all workers worked: each served and had partitions, and had had them for a while. */
final class Calm implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration UNTIL_SURE = Duration.ofSeconds(3);

  /** What is due so shortly before a fault may be caught by it. */
  private static final Duration BEFORE_A_FAULT = Duration.ofSeconds(2);

  private final Site site;
  private final String group;
  private final List<Span> spans = new ArrayList<>();
  private final Thread watching;
  private @Nullable Instant since;
  private volatile boolean over;

  private record Span(Instant from, Instant to) {}

  Calm(Site site, String group) {
    this.site = site;
    this.group = group;
    this.watching = Thread.ofPlatform().name("calm").daemon().start(this::watch);
  }

  private void watch() {
    while (!over) {
      Instant asked = Instant.now();
      boolean all =
          site.workers().stream().allMatch(Place::isFree)
              && Assignment.of(site.admin(), group)
                  .filter(each -> each.isSpreadOver(site.workers()))
                  .isPresent();
      if (all) {
        works(asked);
      } else {
        disturb();
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private synchronized void works(Instant at) {
    if (since == null) {
      since = at;
    }
  }

  /** Something is about to go wrong, or has gone wrong. */
  synchronized void disturb() {
    if (since != null) {
      spans.add(new Span(since.plus(UNTIL_SURE), Instant.now().minus(BEFORE_A_FAULT)));
      since = null;
    }
  }

  /** Whether all worked at this time. */
  synchronized boolean at(Instant time) {
    return spans.stream().anyMatch(span -> !time.isBefore(span.from()) && time.isBefore(span.to()));
  }

  /** Nothing is watched any more; what was calm until now ends now. */
  @Override
  public void close() {
    over = true;
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    disturb();
  }
}
