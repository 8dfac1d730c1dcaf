package dev.gatehouse.system.crash;

import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import dev.gatehouse.system.crash.Ledger.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** One run of timers: three workers that sweep, some of which die or stand still meanwhile. */
final class TimersRun implements AutoCloseable {
  private static final int WORKERS = 3;
  private static final String GROUP = "policy-worker";
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final TimerPlan plan;
  private final long began = System.nanoTime();
  private final Clock clock = Clock.systemUTC();
  private final Tally tally = new Tally();
  private final Ledger ledger = new Ledger();
  private final Site site;
  private final TimerCompany company;
  private final Desk desk;
  private final Store store;
  private final Witness witness;
  private final TimerBook book;
  private final Calm calm;
  private final Faults faults;

  private TimersRun(TimerPlan plan) {
    this.plan = plan;
    this.site = Site.start(Setup.policyWorkers("timers", WORKERS), tally);
    site.open();
    this.company = new TimerCompany(plan, site.settings().issuer());
    this.desk = new Desk(site.url(), ledger);
    this.store = new Store(site.servers().uri());
    this.witness =
        new Witness(
            site.servers().kafka(),
            new AvroCodec(new HttpSchemaRegistry(site.servers().registryUrl())),
            _ -> {});
    this.book = new TimerBook(site.servers().uri());
    this.calm = new Calm(site, GROUP);
    this.faults = new Faults(site, tally, new SplittableRandom(plan.seed()), ledger::accepted);
  }

  /** Does it all; answers with a verdict on each promise. */
  static List<Verdict> of(TimerPlan plan) {
    Progress.tell(
        "a %s run of %d timers with -Dgatehouse.crash.seed=%d"
            .formatted(plan.length().words(), plan.timers(), plan.seed()));
    try (TimersRun run = new TimersRun(plan)) {
      String open = run.run();
      run.calm.close();
      TimerVerdict timers = new TimerVerdict(run.evidence());
      List<Verdict> verdicts = new ArrayList<>(List.of(timers.verdict()));
      verdicts.addAll(
          Verdicts.ofTasks(
              Evidence.ofTasks(run.ledger, run.witness, run.store, open, run.tally.counts())));
      run.tell(verdicts, timers.table());
      return verdicts;
    }
  }

  private void tell(List<Verdict> verdicts, String table) {
    Duration time = Duration.ofNanos(System.nanoTime() - began);
    Report.write(site.results(), plan.length(), plan.seed(), time, verdicts);
    try {
      Files.writeString(site.results().resolve("lateness.txt"), table);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Progress.tell("%d s%n%n%s%n%s".formatted(time.toSeconds(), Report.text(verdicts), table));
  }

  /** Answers what is still open when it should not be, or nothing. */
  private String run() {
    company.bringInto(desk, clock.instant());
    Progress.tell("everything serves");
    TimedRequests requests = TimedRequests.begin(plan, company, desk, clock);
    strike();
    requests.awaitAnswers();
    faults.awaitOver();
    String open = settle();
    desk.closeDesk();
    return open;
  }

  private void strike() {
    List<Fault> all = all();
    long next = System.nanoTime();
    int number = 0;
    for (Fault fault : all) {
      next += plan.pace().toNanos();
      LockSupport.parkNanos(next - System.nanoTime());
      number++;
      Progress.tell(
          "fault %d of %d: %s | %s".formatted(number, all.size(), fault.name(), figures()));
      calm.disturb();
      fault.strike().run();
    }
  }

  /** One after the other: a worker dies, one stands still, one dies while another stands still. */
  private List<Fault> all() {
    Fault kill = faults.kill("a worker", site.workers());
    Fault freeze = faults.freeze(plan.freeze());
    List<Fault> all = new ArrayList<>();
    for (Duration at = plan.pace(); at.compareTo(plan.spread()) <= 0; at = at.plus(plan.pace())) {
      all.add(
          switch (all.size() % 3) {
            case 0 -> kill;
            case 1 -> freeze;
            default ->
                new Fault(
                    freeze.name() + " and another one is killed",
                    () -> {
                      freeze.strike().run();
                      kill.strike().run();
                    });
          });
    }
    return all;
  }

  private String figures() {
    int fired = 0;
    int waiting = 0;
    for (List<TimerBook.Timer> timers : book.timers().values()) {
      int open = (int) timers.stream().filter(TimerBook.Timer::isOpen).count();
      waiting += open;
      fired += timers.size() - open;
    }
    return "%d tasks, %d timers have fired, %d wait".formatted(ledger.accepted(), fired, waiting);
  }

  private String settle() {
    long end = System.nanoTime() + LIMIT.multipliedBy(plan.length().slack()).toNanos();
    long line = System.nanoTime();
    Optional<String> open = whatIsOpen();
    while (open.isPresent() && System.nanoTime() < end) {
      if (System.nanoTime() > line) {
        Progress.tell(figures());
        line = System.nanoTime() + BETWEEN_LINES.toNanos();
      }
      LockSupport.parkNanos(POLL.toNanos());
      open = whatIsOpen();
    }
    return open.orElse("");
  }

  private Optional<String> whatIsOpen() {
    try {
      Instant now = clock.instant();
      long open =
          book.timers().values().stream()
              .flatMap(List::stream)
              .filter(timer -> timer.isOpen() && !timer.isOfAnotherDay(now))
              .count();
      if (open > 0 || book.timers().size() < ledger.accepted()) {
        return Optional.of(open + " timers have not fired");
      }
      Optional<String> rest = store.whatIsOpen();
      return rest.isPresent() ? rest : Settling.unread(site.admin(), witness);
    } catch (ExecutionException e) {
      return Optional.of("the broker does not answer: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private TimerEvidence evidence() {
    Set<String> tasks =
        ledger.lines().stream()
            .filter(line -> line.told() == Told.ACCEPTED)
            .map(Ledger.Line::task)
            .collect(Collectors.toSet());
    Map<String, Integer> versions = new HashMap<>();
    store.kept().forEach((task, kept) -> versions.put(task, kept.audits().size()));
    return new TimerEvidence(
        plan.length(),
        clock.instant(),
        tasks,
        book.timers(),
        versions,
        store.changesOfSteps(),
        calm::at);
  }

  @Override
  public void close() {
    desk.close();
    calm.close();
    book.close();
    witness.close();
    store.close();
    site.close();
  }
}
