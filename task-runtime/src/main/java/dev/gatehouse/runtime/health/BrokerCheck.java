package dev.gatehouse.runtime.health;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** Whether the broker answers; asked at most once in a few seconds. */
public final class BrokerCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Admin admin;
  private final RecentAnswer recent = new RecentAnswer(this::ask, System::nanoTime);

  public BrokerCheck(Admin admin) {
    this.admin = admin;
  }

  public boolean answers() {
    return recent.get();
  }

  private boolean ask() {
    DescribeClusterOptions limited =
        new DescribeClusterOptions().timeoutMs((int) PATIENCE.toMillis());
    try {
      return !admin.describeCluster(limited).nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
