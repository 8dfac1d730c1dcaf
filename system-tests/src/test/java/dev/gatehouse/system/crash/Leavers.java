package dev.gatehouse.system.crash;

import dev.gatehouse.model.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.node.ObjectNode;

/** People are offboarded, while others go on asking for access for them. */
final class Leavers {
  private static final Duration BETWEEN = Duration.ofMillis(80);

  private final Plan plan;
  private final Company company;
  private final Clients clients;
  private final Desk desk;
  private final List<Leaver> gone = new ArrayList<>();
  private int next;

  /**
   * Somebody who leaves.
   *
   * @param person their id
   * @param task the offboarding
   */
  record Leaver(String person, String task) {}

  Leavers(Plan plan, Company company, Clients clients, Desk desk) {
    this.plan = plan;
    this.company = company;
    this.clients = clients;
    this.desk = desk;
  }

  /** The next one leaves; answers when that and everything that others wanted is answered. */
  void offboardNext() {
    int number;
    Ask ask;
    synchronized (this) {
      if (next == plan.leavers()) {
        return;
      }
      number = next++;
      ask =
          Ask.create(
              "offboarding",
              clients.who(Company.root()),
              Json.object().put("subjectUserId", company.id("user/" + Company.leaver(number))),
              "leave-" + plan.seed() + "-" + number);
      gone.add(new Leaver(company.id("user/" + Company.leaver(number)), ask.task()));
    }
    Thread others = Thread.ofVirtual().name("others-" + number).start(() -> askForMore(number));
    desk.ask(ask);
    try {
      others.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askForMore(int number) {
    for (int i = 0; i < plan.requestsForALeaver(); i++) {
      int entitlement = plan.grantsOfALeaver() + i;
      String key = "more-" + plan.seed() + "-" + number + "-" + i;
      ObjectNode body =
          company
              .request(entitlement)
              .put("identityUserId", company.id("user/" + Company.leaver(number)));
      Ask ask = Ask.create("grant", clients.who(Company.root()), body, key);
      Desk.Answer answer = desk.ask(ask);
      String step = answer.ok() ? answer.task().at("/policy/current/id").asString("") : "";
      if (!step.isEmpty()) {
        desk.ask(
            Ask.act(
                "approve",
                ask.task(),
                clients.who(Company.approverOf(entitlement)),
                Json.object().put("policyStepId", step),
                key));
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  synchronized List<Leaver> gone() {
    return List.copyOf(gone);
  }
}
