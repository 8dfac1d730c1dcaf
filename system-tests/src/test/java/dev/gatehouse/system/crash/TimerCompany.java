package dev.gatehouse.system.crash;

import dev.gatehouse.entitlement.user.FirstAdministrator;
import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.BuiltInIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A company in which nobody ever answers: whatever is asked for goes on, and ends, because time
 * passes. Every second request waits for a time of day, together with others, before it goes on as
 * the others do.
 */
final class TimerCompany {
  /** How many timers each task has. */
  static final int TIMERS = 5;

  private static final Duration LIFETIME = Duration.ofDays(1);

  /** Lengths of timers are this many different ones. */
  private static final int LENGTHS = 7;

  private static final String NOBODY = "nobody";

  private final TimerPlan plan;
  private final BuiltInIssuer issuer;
  private final List<Instant> moments = new ArrayList<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, Ask.Who> callers = new ConcurrentHashMap<>();

  TimerCompany(TimerPlan plan, BuiltInIssuer issuer) {
    this.plan = plan;
    this.issuer = issuer;
  }

  /**
   * Brings it in.
   *
   * @param now when tasks begin to be made, about
   */
  void bringInto(Desk desk, Instant now) {
    Instant last = now.plus(plan.spread().multipliedBy(2));
    Instant first = now.truncatedTo(ChronoUnit.SECONDS).plus(plan.lead());
    for (Instant at = first; at.isBefore(last); at = at.plus(plan.moments())) {
      moments.add(at);
    }
    ids.putAll(ImportFile.bringIn(file(), desk, issuer.mint(FirstAdministrator.EMAIL, LIFETIME)));
  }

  private ObjectNode file() {
    ObjectNode file = ImportFile.of("timers");
    ArrayNode users = file.putArray("users");
    ImportFile.user(users, NOBODY);
    for (int i = 0; i < plan.people(); i++) {
      ImportFile.user(users, "u" + i);
    }
    ArrayNode policies = file.putArray("policies");
    ObjectNode app = file.putArray("apps").addObject();
    app.put("id", "files").put("displayName", "Files").putArray("owners").add(NOBODY);
    ArrayNode entitlements = app.putArray("entitlements");
    for (int i = 0; i < moments.size(); i++) {
      ArrayNode steps = ImportFile.steps(policies, "until-" + i, "grant");
      waitUntil(steps, moments.get(i));
      rest(steps, i);
      entitlement(entitlements, "until-" + i);
    }
    for (int i = 0; i <= plan.tasks() / plan.people(); i++) {
      rest(ImportFile.steps(policies, "after-" + i, "grant"), i);
      entitlement(entitlements, "after-" + i);
    }
    return file;
  }

  private static void entitlement(ArrayNode entitlements, String name) {
    entitlements.addObject().put("id", name).put("displayName", name).put("grantPolicyId", name);
  }

  /** A time of day has no seconds, but the zone that it is given in may have. */
  private static void waitUntil(ArrayNode steps, Instant moment) {
    ZoneOffset zone =
        ZoneOffset.ofTotalSeconds((60 - moment.atZone(ZoneOffset.UTC).getSecond()) % 60);
    ZonedDateTime there = moment.atZone(zone);
    steps
        .addObject()
        .putObject("wait")
        .put("name", "Until then")
        .putObject("untilTime")
        .put("hours", there.getHour())
        .put("minutes", there.getMinute())
        .put("timezone", zone.getId());
  }

  /** Approvals that are left out since nobody answers, and an end of one kind or the other. */
  private void rest(ArrayNode steps, int number) {
    while (steps.size() < TIMERS - 1) {
      escalating(steps, length(number, steps.size())).putObject("skipStep");
    }
    long last = length(number, steps.size());
    if (number % 2 == 0) {
      ObjectNode wait = steps.addObject().putObject("wait").put("name", "In vain");
      wait.put("timeoutDuration", last + "s").putObject("condition").put("condition", "false");
    } else {
      escalating(steps, last).putObject("cancelTicket");
    }
  }

  private static ObjectNode escalating(ArrayNode steps, long seconds) {
    ObjectNode approval = steps.addObject().putObject("approval").put("escalationEnabled", true);
    approval.putObject("users").putArray("userIds").add(NOBODY);
    return approval.putObject("escalation").put("expiration", Long.toString(seconds));
  }

  private long length(int number, int step) {
    return plan.shortest() + (number * 5L + step * 3L) % Math.min(LENGTHS, 3L * plan.shortest());
  }

  /** The request of this number, as it is made at this time. */
  Ask request(int number, Instant now) {
    String person = "u" + number % plan.people();
    ObjectNode body =
        Json.object()
            .put("appId", id("app/files"))
            .put("appEntitlementId", id("entitlement/" + entitlement(number, now)))
            .put("identityUserId", id("user/" + person));
    return Ask.create("grant", who(person), body, "timer-" + plan.seed() + "-" + number);
  }

  private Ask.Who who(String person) {
    return callers.computeIfAbsent(
        person,
        name -> new Ask.Who(id("user/" + name), issuer.mint(name + "@example.com", LIFETIME)));
  }

  private String entitlement(int number, Instant now) {
    Instant earliest = now.plus(plan.lead());
    if (number % 2 == 0) {
      for (int i = 0; i < moments.size(); i++) {
        if (!moments.get(i).isBefore(earliest)) {
          return "until-" + i;
        }
      }
    }
    return "after-" + number / plan.people();
  }

  private String id(String reference) {
    String id = ids.get(reference);
    if (id == null) {
      throw new IllegalArgumentException("Expected " + reference + " to be imported.");
    }
    return id;
  }
}
