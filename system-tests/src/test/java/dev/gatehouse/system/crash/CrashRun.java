package dev.gatehouse.system.crash;

import dev.gatehouse.runtime.codec.ClientKeys;
import dev.gatehouse.runtime.codec.CommandCodec;
import dev.gatehouse.schemas.signing.InstallationKeys;
import dev.gatehouse.schemas.wire.AvroCodec;
import dev.gatehouse.schemas.wire.HttpSchemaRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/** One run: an installation under load, one fault after the other, and what all that came to. */
final class CrashRun implements AutoCloseable {
  private static final int BLOCK = 40;
  private static final Duration LONGEST_END = Duration.ofSeconds(20);
  private static final Duration SHORT_SPREAD = Duration.ofSeconds(60);

  private final Plan plan;
  private final Setup setup;
  private final long began = System.nanoTime();
  private final Tally tally = new Tally();
  private final Ledger ledger = new Ledger();
  private final List<String> settled = new ArrayList<>();
  private final Site site;
  private final Company company;
  private final Desk desk;
  private final Store store;
  private final BadRecords bad;
  private final Clients clients;
  private final Leavers leavers;
  private final Witness witness;
  private final Settling settling;
  private final Standstill standstill;
  private final Faults faults;
  private final Schedule schedule;

  private CrashRun(Plan plan, Setup setup) {
    this.plan = plan;
    this.setup = setup;
    this.site = Site.start(setup, tally);
    this.company = new Company(plan, site.settings().issuer());
    this.desk = new Desk(site.url(), ledger);
    this.store = new Store(site.servers().uri());
    AvroCodec avro = new AvroCodec(new HttpSchemaRegistry(site.servers().registryUrl()));
    this.bad =
        new BadRecords(
            new CommandCodec(avro, InstallationKeys.parse(site.settings().keys()), ClientKeys.NONE),
            site.servers().kafka());
    SplittableRandom random = new SplittableRandom(plan.seed() + 1);
    this.faults = new Faults(site, tally, random.split(), ledger::accepted);
    SplittableRandom choices = random.split();
    this.clients = new Clients(plan, company, desk);
    this.leavers = new Leavers(plan, company, clients, desk);
    this.schedule =
        new Schedule(site, faults, leavers::offboardNext, () -> sendBadRecords(choices));
    this.witness = new Witness(site.servers().kafka(), avro, clients::watch);
    this.settling = new Settling(plan, site, store, ledger, witness);
    this.standstill = new Standstill(site);
  }

  /** Does it all; answers with a verdict on each promise. */
  static List<Verdict> of(Plan plan, Setup setup) {
    Progress.tell(
        "a %s run with -Dgatehouse.crash.seed=%d".formatted(plan.length().words(), plan.seed()));
    try (CrashRun run = new CrashRun(plan, setup)) {
      List<Verdict> verdicts = Verdicts.of(run.evidence());
      Duration time = Duration.ofNanos(System.nanoTime() - run.began);
      Report.write(run.site.results(), plan.length(), plan.seed(), time, verdicts);
      Progress.tell("%d s%n%n%s".formatted(time.toSeconds(), Report.text(verdicts)));
      return verdicts;
    }
  }

  private Evidence evidence() {
    company.moveInto(site.target());
    List<Fault> all = schedule.of(plan, setup);
    if (plan.length() == Plan.Length.SHORT && !all.isEmpty()) {
      schedule.armWorkers();
    }
    site.open();
    bringIn();
    Progress.tell("everything serves");
    clients.begin(
        plan.length() == Plan.Length.SHORT ? SHORT_SPREAD : plan.pace().multipliedBy(all.size()));
    strike(all);
    clients.stop();
    settle();
    Replay.Outcome replay = replay();
    desk.closeDesk();
    return evidence(replay);
  }

  /** What has not come to rest changes by itself, so that nothing could be said of that. */
  private Replay.Outcome replay() {
    return settled.getLast().isEmpty()
        ? new Replay(site, store, witness, settling).run()
        : new Replay.Outcome(0, List.of("no rest in which to read everything again"));
  }

  private void bringIn() {
    company.imported(
        ImportFile.bringIn(
            company.file(site.target().url(), site.passwordFile()), desk, company.firstToken()));
  }

  private void strike(List<Fault> all) {
    long end = System.nanoTime() + plan.longest().toNanos();
    int number = 0;
    for (Fault fault : all) {
      long next = System.nanoTime() + plan.pace().toNanos();
      if (next > end) {
        Progress.tell("the time is over, %d faults are left out".formatted(all.size() - number));
        return;
      }
      number++;
      Progress.tell(
          "fault %d of %d: %s | %d tasks, %d accepted, %d repeats, %d open"
              .formatted(
                  number,
                  all.size(),
                  fault.name(),
                  witness.taskCount(),
                  ledger.accepted(),
                  ledger.repeats(),
                  ledger.open()));
      fault.strike().run();
      if (number % BLOCK == 0 && number < all.size()) {
        clients.pause();
        settle();
        clients.goOn();
      }
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private void settle() {
    faults.awaitOver();
    site.awaitReady(site.places());
    Optional<String> open = settling.await();
    open.ifPresent(standstill::keep);
    settled.add(open.orElse(""));
  }

  private void sendBadRecords(SplittableRandom choices) {
    while (true) {
      var task = clients.someTask(choices);
      if (task.isPresent()) {
        bad.send(task.get().getKey(), task.get().getValue(), choices);
        return;
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private Evidence evidence(Replay.Outcome replay) {
    List<Witness.Seen> tasks = witness.tasks();
    List<Store.Grant> grants = store.grants();
    Map<String, Target.Member> places = new HashMap<>();
    tasks.stream()
        .filter(each -> !each.entitlement().isEmpty() && !each.account().isEmpty())
        .forEach(each -> place(places, each.entitlement(), each.account()));
    grants.forEach(each -> place(places, each.entitlement(), each.account()));
    return new Evidence(
        ledger.lines(),
        witness.versions(),
        witness.violations(),
        witness.repeats(),
        store.kept(),
        tasks,
        grants,
        places,
        site.target().members(),
        site.target().changes(),
        site.target().calls(),
        bad.places(),
        witness.dead(),
        bad.good(),
        leavers.gone(),
        List.copyOf(settled),
        replay,
        new Evidence.Done(
            tally.counts(),
            tally.reached(),
            tally.ends(),
            LONGEST_END.multipliedBy(plan.slack()),
            tally.movedWhileFrozen()));
  }

  private void place(Map<String, Target.Member> places, String entitlement, String account) {
    places.put(Evidence.key(entitlement, account), company.member(entitlement, account));
  }

  @Override
  public void close() {
    desk.close();
    clients.close();
    witness.close();
    bad.close();
    store.close();
    site.close();
  }
}
