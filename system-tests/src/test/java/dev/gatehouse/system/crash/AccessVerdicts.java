package dev.gatehouse.system.crash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What became of access: at the target, after it was taken back, and of those who left. */
final class AccessVerdicts {
  private final Evidence evidence;
  private final Map<Target.Member, List<Target.Change>> book = new HashMap<>();
  private final Map<Target.Member, List<Witness.Seen>> requests = new HashMap<>();
  private final Map<Target.Member, List<Witness.Seen>> revokes = new HashMap<>();

  AccessVerdicts(Evidence evidence) {
    this.evidence = evidence;
    for (Target.Change each : evidence.book()) {
      book.computeIfAbsent(new Target.Member(each.group(), each.member()), _ -> new ArrayList<>())
          .add(each);
    }
    for (Witness.Seen each : evidence.tasks()) {
      Target.Member place = evidence.places().get(Evidence.key(each.entitlement(), each.account()));
      if (place != null) {
        (each.type().equals("grant") ? requests : revokes)
            .computeIfAbsent(place, _ -> new ArrayList<>())
            .add(each);
      }
    }
  }

  /** Each request changes the target once at most, and in the end it is as recorded. */
  Verdict atTheTarget() {
    List<String> doubled = new ArrayList<>();
    book.forEach(
        (place, changes) -> {
          long given = changes.stream().filter(Target.Change::given).count();
          int wanted = requests.getOrDefault(place, List.of()).size();
          if (given > wanted) {
            doubled.add(
                "Expected %s to be given at most %d times, as often as it was asked for, but it was given %d times."
                    .formatted(place, wanted, given));
          }
        });
    List<String> different = new ArrayList<>();
    Set<Target.Member> recorded = new HashSet<>();
    for (Store.Grant grant : evidence.grants()) {
      Target.Member place =
          evidence.places().get(Evidence.key(grant.entitlement(), grant.account()));
      boolean there = place != null && evidence.members().contains(place);
      if (grant.live() && place != null) {
        recorded.add(place);
      }
      if (grant.live() != there) {
        different.add(
            "Expected %s to be as recorded, but it is recorded as %s and there is: %s."
                .formatted(place, grant.state(), there));
      }
    }
    for (Target.Member member : evidence.members()) {
      if (!recorded.contains(member)) {
        different.add("Expected %s to be recorded, but it is not.".formatted(member));
      }
    }
    for (Witness.Seen task : evidence.tasks()) {
      if (task.granted() && !wasGiven(task)) {
        different.add(
            "Expected task %s, which ended as granted, to have given access, but the target never saw that."
                .formatted(task.id()));
      }
    }
    List<String> all = new ArrayList<>(doubled);
    all.addAll(different);
    return new Verdict(
        "P5",
        "calls of the target",
        evidence.calls(),
        evidence.book().size(),
        different.size(),
        doubled.size(),
        0,
        evidence.members().size() + " accesses there in the end",
        all);
  }

  private boolean wasGiven(Witness.Seen task) {
    Target.Member place = evidence.places().get(Evidence.key(task.entitlement(), task.account()));
    return place != null
        && book.getOrDefault(place, List.of()).stream().anyMatch(Target.Change::given);
  }

  /** After a revoke that was told as done, access comes only by a request that was made later. */
  Verdict neverBack() {
    List<String> violations = new ArrayList<>();
    long tried = 0;
    for (Map.Entry<Target.Member, List<Witness.Seen>> each : revokes.entrySet()) {
      for (Witness.Seen revoke : each.getValue()) {
        if (!revoke.revoked()) {
          continue;
        }
        tried++;
        long back =
            book.getOrDefault(each.getKey(), List.of()).stream()
                .filter(change -> change.given() && change.at().isAfter(revoke.at()))
                .count();
        long asked =
            requests.getOrDefault(each.getKey(), List.of()).stream()
                .filter(request -> request.at().isAfter(revoke.at()))
                .count();
        if (back > asked) {
          violations.add(
              "Expected %s to be gone for good by task %s, but it was given again without a new request."
                  .formatted(each.getKey(), revoke.id()));
        }
      }
    }
    return new Verdict(
        "P6",
        "accesses taken back",
        tried,
        tried - violations.size(),
        0,
        violations.size(),
        0,
        "",
        violations);
  }

  /** Access that ends by itself: not before its time, once, and not much later. */
  Verdict inTime() {
    List<String> violations = new ArrayList<>();
    List<Duration> late = new ArrayList<>();
    Set<String> ends = new HashSet<>();
    int twice = 0;
    for (Witness.Seen each : evidence.tasks()) {
      Instant due = each.expiredAt();
      if (due == null) {
        continue;
      }
      Duration after = Duration.between(due, each.createdAt());
      late.add(after);
      if (after.isNegative()) {
        violations.add(
            "Expected task %s to take access back at %s or later, but it was made at %s."
                .formatted(each.id(), due, each.createdAt()));
      }
      if (!ends.add(Evidence.key(each.entitlement(), each.account()) + " " + due)) {
        twice++;
        violations.add(
            "Expected access to end once at %s, but task %s ended it again."
                .formatted(due, each.id()));
      }
    }
    late.sort(null);
    return new Verdict(
        "P7",
        "accesses whose time ran out",
        late.size(),
        ends.size(),
        0,
        twice,
        0,
        late.isEmpty()
            ? ""
            : "half of them at most %.1f s late, 99 %% at most %.1f s, under faults"
                .formatted(seconds(late, 0.5), seconds(late, 0.99)),
        violations);
  }

  private static double seconds(List<Duration> sorted, double share) {
    int at = (int) Math.min(sorted.size() - 1, Math.ceil(share * sorted.size()) - 1);
    return sorted.get(Math.max(0, at)).toMillis() / 1000.0;
  }

  /** Who has left holds nothing, neither as recorded nor at the target. */
  Verdict gone() {
    Map<String, Witness.Seen> byId = new HashMap<>();
    evidence.tasks().forEach(each -> byId.put(each.id(), each));
    List<String> violations = new ArrayList<>();
    long tried = 0;
    long left = 0;
    long stuck = 0;
    for (Leavers.Leaver leaver : evidence.leavers()) {
      Witness.Seen task = byId.get(leaver.task());
      if (task == null || !task.outcome().equals("OFFBOARDING_OUTCOME_DONE")) {
        stuck++;
        violations.add(
            "Expected the offboarding %s to be done, but it is %s."
                .formatted(leaver.task(), task == null ? "not there" : task.outcome()));
      }
      for (Store.Grant grant : evidence.grants()) {
        if (!grant.person().equals(leaver.person())) {
          continue;
        }
        tried++;
        Target.Member place =
            evidence.places().get(Evidence.key(grant.entitlement(), grant.account()));
        if (grant.live() || evidence.members().contains(place)) {
          left++;
          violations.add(
              "Expected %s, who has left, to hold nothing, but %s is recorded as %s."
                  .formatted(leaver.person(), place, grant.state()));
        }
      }
    }
    return new Verdict(
        "P8",
        "grants of those who left",
        tried,
        tried - left,
        left,
        0,
        stuck,
        evidence.leavers().size() + " people left",
        violations);
  }
}
