package dev.gatehouse.system.crash;

import dev.gatehouse.model.Json;
import dev.gatehouse.system.crash.Ask.Who;
import dev.gatehouse.system.crash.Company.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * People at work: they ask for access, approve, deny, comment, close and take back, several of them
 * on the same tasks, each at its own pace and with choices of its own that follow from the seed.
 */
final class Clients implements AutoCloseable {
  private static final int SHORT_SHARE = 10;
  private static final String SHORT = "15s";
  private static final int MANY_WAITING = 30;
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int LONGEST_PAUSE_MILLIS = 150;

  private final Plan plan;
  private final Company company;
  private final Desk desk;
  private volatile long began;
  private volatile long spreadNanos;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<String, Access> wishes = new ConcurrentHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<String> recent = new ArrayList<>();
  private final List<Access> granted = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean paused;
  private volatile boolean over;

  private record Waiting(String task, String step, Access access) {}

  Clients(Plan plan, Company company, Desk desk) {
    this.plan = plan;
    this.company = company;
    this.desk = desk;
  }

  /** New requests come evenly over the time {@code spread}. */
  void begin(Duration spread) {
    began = System.nanoTime();
    spreadNanos = spread.toNanos();
    SplittableRandom random = new SplittableRandom(plan.seed());
    for (int i = 0; i < plan.clients(); i++) {
      Client client = new Client(i, random.split());
      threads.add(Thread.ofVirtual().name("client-" + i).start(client::work));
    }
  }

  /** Nobody begins anything new. */
  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
  }

  /** A task has changed. */
  void watch(Witness.Seen seen) {
    Access access = wishes.get(seen.id());
    if (access != null && seen.type().equals("grant") && seen.granted() && !isShort(access)) {
      synchronized (granted) {
        granted.add(access);
      }
    }
  }

  private boolean isShort(Access access) {
    return (access.person() * 31 + access.entitlement() * 17) % SHORT_SHARE == 0;
  }

  /** A task that somebody made a while ago, with the person who did. */
  Optional<Map.Entry<String, Who>> someTask(SplittableRandom random) {
    synchronized (recent) {
      if (recent.isEmpty()) {
        return Optional.empty();
      }
      String task = recent.get(random.nextInt(recent.size()));
      Access access = wishes.get(task);
      return access == null
          ? Optional.empty()
          : Optional.of(Map.entry(task, who(Company.person(access.person()))));
    }
  }

  Who who(String name) {
    return new Who(company.id("user/" + name), company.token(name));
  }

  private final class Client {
    private final int number;
    private final SplittableRandom random;
    private int asked;

    Client(int number, SplittableRandom random) {
      this.number = number;
      this.random = random;
    }

    void work() {
      while (!over) {
        if (paused) {
          LockSupport.parkNanos(POLL.toNanos());
        } else {
          something();
          LockSupport.parkNanos(
              Duration.ofMillis(1 + random.nextInt(LONGEST_PAUSE_MILLIS)).toNanos());
        }
      }
    }

    private void something() {
      int dice = random.nextInt(100);
      boolean crowded = crowded();
      if (!crowded && dice < 30 && create()) {
        return;
      }
      if ((crowded || dice < 60) && decide()) {
        return;
      }
      if (dice > 92 && takeBack()) {
        return;
      }
      comment();
    }

    private String key() {
      return "k" + plan.seed() + "-" + number + "-" + asked++;
    }

    private boolean create() {
      int most =
          (int)
              Math.min(
                  plan.accesses(),
                  1 + plan.accesses() * ((System.nanoTime() - began) / (double) spreadNanos));
      int mine = next.getAndUpdate(now -> now < most ? now + 1 : now);
      if (mine >= most) {
        return false;
      }
      Access access = new Access(mine % plan.people(), mine / plan.people());
      ObjectNode body = company.request(access.entitlement()).put("description", "For work");
      if (isShort(access)) {
        body.put("grantDuration", SHORT);
      }
      Ask ask = Ask.create("grant", who(Company.person(access.person())), body, key());
      wishes.put(ask.task(), access);
      Desk.Answer answer = desk.ask(ask);
      if (answer.ok()) {
        String step = answer.task().at("/policy/current/id").asString("");
        synchronized (waiting) {
          waiting.add(new Waiting(ask.task(), step, access));
        }
        synchronized (recent) {
          recent.add(ask.task());
          if (recent.size() > 400) {
            recent.removeFirst();
          }
        }
      }
      return true;
    }

    private boolean crowded() {
      synchronized (waiting) {
        return waiting.size() > MANY_WAITING;
      }
    }

    /** Others may be at the same task at the same time. */
    private boolean decide() {
      Waiting one;
      synchronized (waiting) {
        if (waiting.isEmpty()) {
          return false;
        }
        one = waiting.get(random.nextInt(waiting.size()));
      }
      Who boss = who(Company.approverOf(one.access().entitlement()));
      int dice = random.nextInt(100);
      ObjectNode body = Json.object().put("policyStepId", one.step()).put("comment", "Well");
      Ask ask =
          dice < 86
              ? Ask.act("approve", one.task(), boss, body, key())
              : dice < 94
                  ? Ask.act("deny", one.task(), boss, body, key())
                  : Ask.act(
                      "close",
                      one.task(),
                      who(Company.person(one.access().person())),
                      Json.object().put("comment", "No more"),
                      key());
      desk.ask(ask);
      synchronized (waiting) {
        waiting.remove(one);
      }
      return true;
    }

    private boolean takeBack() {
      Access access = someGranted();
      if (access == null) {
        return false;
      }
      ObjectNode body =
          company
              .request(access.entitlement())
              .put("identityUserId", company.id("user/" + Company.person(access.person())));
      desk.ask(Ask.create("revoke", who(Company.root()), body, key()));
      return true;
    }

    private @Nullable Access someGranted() {
      synchronized (granted) {
        return granted.isEmpty() ? null : granted.remove(random.nextInt(granted.size()));
      }
    }

    private void comment() {
      someTask(random)
          .ifPresent(
              task ->
                  desk.ask(
                      Ask.act(
                          "comment",
                          task.getKey(),
                          task.getValue(),
                          Json.object().put("comment", "Word " + asked),
                          key())));
    }
  }

  /** Everybody goes home, once they have their answers. */
  void stop() {
    over = true;
  }

  @Override
  public void close() {
    stop();
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
