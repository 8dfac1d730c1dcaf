package dev.gatehouse.system.crash;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** People who ask for something and then only wait, spread evenly over a time. */
final class TimedRequests {
  private final TimerPlan plan;
  private final TimerCompany company;
  private final Desk desk;
  private final Clock clock;
  private final long began = System.nanoTime();
  private final AtomicInteger next = new AtomicInteger();
  private final List<Thread> clients = new ArrayList<>();

  private TimedRequests(TimerPlan plan, TimerCompany company, Desk desk, Clock clock) {
    this.plan = plan;
    this.company = company;
    this.desk = desk;
    this.clock = clock;
  }

  /** They begin now. */
  static TimedRequests begin(TimerPlan plan, TimerCompany company, Desk desk, Clock clock) {
    TimedRequests requests = new TimedRequests(plan, company, desk, clock);
    for (int i = 0; i < plan.clients(); i++) {
      requests.clients.add(Thread.ofVirtual().name("client-" + i).start(requests::work));
    }
    return requests;
  }

  private void work() {
    for (int number = next.getAndIncrement();
        number < plan.tasks();
        number = next.getAndIncrement()) {
      long at = began + plan.spread().dividedBy(plan.tasks()).multipliedBy(number).toNanos();
      LockSupport.parkNanos(at - System.nanoTime());
      desk.ask(company.request(number, clock.instant()));
    }
  }

  /** Waits until each has an answer. */
  void awaitAnswers() {
    try {
      for (Thread client : clients) {
        client.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
