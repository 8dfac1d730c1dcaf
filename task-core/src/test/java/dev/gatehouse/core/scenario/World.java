package dev.gatehouse.core.scenario;

import dev.gatehouse.core.access.Actor;
import dev.gatehouse.core.access.Role;
import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Ending;
import dev.gatehouse.core.facts.LiveGrant;
import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.PolicyType;
import dev.gatehouse.core.task.Task;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An organisation in memory. It begins with ann (manager mia), bob, cy, dan and eve, who are
 * nobody; olga, who owns the entitlements, and otto, who owns the app; root (super admin), hal
 * (helpdesk), rae (request admin) and rob (read-only admin). The app wiki has the entitlement
 * editors, an account for ann and one for bob.
 */
public final class World {
  public static final AppId WIKI = new AppId("wiki");

  /** Why somebody holds something that no task of the story gave. */
  public static final String BEFORE = "before";

  final Map<UserId, Person> people = new LinkedHashMap<>();
  final Map<UserId, Set<Role>> roles = new HashMap<>();
  final Map<AppUserId, Account> accounts = new LinkedHashMap<>();
  final Map<EntitlementRef, Offer> offers = new LinkedHashMap<>();
  final Map<EntitlementRef, List<UserId>> members = new HashMap<>();
  final Map<PolicyId, Policy> policies = new HashMap<>();
  final Map<UserId, Set<TaskId>> leaving = new HashMap<>();
  final Map<String, LiveGrant> grants = new TreeMap<>();
  final Map<TaskId, Task> tasks = new TreeMap<>((a, b) -> a.value().compareTo(b.value()));
  final Map<String, Set<String>> reasons = new HashMap<>();
  final Set<TaskId> refused = new LinkedHashSet<>();
  final List<String> handRecords = new ArrayList<>();

  /** The world that is described above. */
  public static World world() {
    World world = new World();
    for (String id : List.of("mia", "ann", "bob", "cy", "dan", "eve", "olga", "otto")) {
      world.person(id);
    }
    world.person("root", Role.SUPER_ADMIN).person("hal", Role.HELPDESK);
    world.person("rae", Role.REQUEST_ADMIN).person("rob", Role.READ_ONLY_ADMIN);
    world.managed("ann", "mia").account("wiki-ann", "ann").account("wiki-bob", "bob");
    world.offer("editors");
    return world;
  }

  public World person(String id, Role... has) {
    UserId userId = new UserId(id);
    String name = id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    people.put(userId, new Person(userId, name, true, false, List.of(), null));
    roles.put(userId, Set.of(has));
    return this;
  }

  public World managed(String id, String... managers) {
    List<UserId> all = ids(managers);
    return change(
        id, p -> new Person(p.id(), p.displayName(), p.enabled(), p.leaving(), all, p.delegate()));
  }

  public World disabled(String id) {
    return change(
        id,
        p -> new Person(p.id(), p.displayName(), false, p.leaving(), p.managers(), p.delegate()));
  }

  public World delegating(String id, String to) {
    UserId delegate = new UserId(to);
    return change(
        id,
        p -> new Person(p.id(), p.displayName(), p.enabled(), p.leaving(), p.managers(), delegate));
  }

  public World leaving(String id) {
    leavingFor(new UserId(id)).add(new TaskId("earlier"));
    return this;
  }

  /** Nobody is offboarding them, or their being marked has not been seen yet. */
  public World staying(String id) {
    leavingFor(new UserId(id)).clear();
    return this;
  }

  public boolean isLeaving(String id) {
    return !leavingFor(new UserId(id)).isEmpty();
  }

  private World change(String id, UnaryOperator<Person> how) {
    people.computeIfPresent(new UserId(id), (k, person) -> how.apply(person));
    return this;
  }

  public World account(String id, @Nullable String owner) {
    return account(id, owner, false);
  }

  public World account(String id, @Nullable String owner, boolean deleted) {
    UserId identity = owner == null ? null : new UserId(owner);
    AppUserId appUserId = new AppUserId(id);
    accounts.put(appUserId, new Account(WIKI, appUserId, identity, id, deleted));
    return this;
  }

  /** The entitlement of this name, made if it is new: one approval by bob, then the connector. */
  public Offer offer(String name) {
    EntitlementRef ref = ref(name);
    Offer known = offers.get(ref);
    if (known != null) {
      return known;
    }
    Offer offer = new Offer(this, ref);
    offers.put(ref, offer);
    return offer
        .grantPolicy(Steps.approval(Steps.users("bob")))
        .revokePolicy(Steps.approval(Steps.users("bob")));
  }

  void policy(PolicyId id, String key, PolicyStep... steps) {
    policy(id, key, false, steps);
  }

  /** A policy as it is there from the first start. */
  public World builtIn(PolicyId id, String key, PolicyStep... steps) {
    policy(id, key, true, steps);
    return this;
  }

  private void policy(PolicyId id, String key, boolean builtIn, PolicyStep... steps) {
    PolicyType type = key.equals("grant") ? PolicyType.GRANT : PolicyType.REVOKE;
    policies.put(id, new Policy(id, id.value(), type, builtIn, Map.of(key, List.of(steps)), "{}"));
  }

  /** A policy that is there from now on, in the place of one with its id. */
  public World policy(Policy policy) {
    policies.put(policy.id(), policy);
    return this;
  }

  public World withoutPolicy(PolicyId id) {
    policies.remove(id);
    return this;
  }

  public World members(String entitlement, String... people) {
    members.put(ref(entitlement), ids(people));
    return this;
  }

  /** The account holds the entitlement, for a reason that was there before and may expire. */
  public World granted(String entitlement, String account) {
    return granted(entitlement, account, BEFORE);
  }

  /** The account holds the entitlement for this reason too: a task, or {@link #BEFORE}. */
  public World granted(String entitlement, String account, String reason) {
    EntitlementRef ref = ref(entitlement);
    AppUserId appUserId = new AppUserId(account);
    reasons.computeIfAbsent(key(ref, appUserId), k -> new LinkedHashSet<>()).add(reason);
    grants.put(
        key(ref, appUserId),
        new LiveGrant(
            ref,
            appUserId,
            Optional.ofNullable(accounts.get(appUserId)).map(Account::identity).orElse(null),
            entitlement,
            offer(entitlement).isAccount(),
            null));
    return this;
  }

  public World taken(String entitlement, String account) {
    String key = key(ref(entitlement), new AppUserId(account));
    grants.remove(key);
    reasons.remove(key);
    return this;
  }

  /** All that is held, with the reasons for each. */
  public Map<String, Set<String>> reasons() {
    return Map.copyOf(reasons);
  }

  /** Why the account holds the entitlement. */
  public Set<String> reasons(String entitlement, String account) {
    return Set.copyOf(
        reasons.getOrDefault(key(ref(entitlement), new AppUserId(account)), Set.of()));
  }

  /** As entitlement-service does: the reasons end unless they are the last; true if others are. */
  boolean endReasons(String key, Ending ending) {
    Set<String> left = new LinkedHashSet<>(reasons.getOrDefault(key, Set.of()));
    left.remove(
        switch (ending) {
          case Ending.OfRequest e -> e.request().value();
          case Ending.ExpiredBy e -> BEFORE;
        });
    if (!left.isEmpty()) {
      reasons.put(key, left);
    }
    return !left.isEmpty();
  }

  public boolean holds(String entitlement, String account) {
    return grants.containsKey(key(ref(entitlement), new AppUserId(account)));
  }

  public boolean hasAccount(String account) {
    return accounts.containsKey(new AppUserId(account));
  }

  public boolean isEnabled(UserId person) {
    return person(person).enabled();
  }

  /** Whether a task was made, or its making refused. */
  public boolean knows(TaskId id) {
    return tasks.containsKey(id) || refused.contains(id);
  }

  /** All that the accounts of a person hold. */
  public List<LiveGrant> grantsOf(String person) {
    UserId id = new UserId(person);
    return grants.values().stream().filter(g -> id.equals(g.identity())).toList();
  }

  /** What was recorded as done by hand, as {@code given/taken entitlement}. */
  public List<String> handRecords() {
    return List.copyOf(handRecords);
  }

  public Actor.Person actor(String id) {
    UserId userId = new UserId(id);
    return new Actor.Person(userId, roles.getOrDefault(userId, Set.of()));
  }

  public @Nullable Task task(TaskId id) {
    return tasks.get(id);
  }

  public List<Task> tasks() {
    return List.copyOf(tasks.values());
  }

  Set<TaskId> leavingFor(UserId id) {
    return leaving.computeIfAbsent(id, k -> new LinkedHashSet<>());
  }

  Person person(UserId id) {
    Person p = Objects.requireNonNull(people.get(id), () -> "nobody is called " + id);
    boolean leaves = !leavingFor(id).isEmpty();
    return new Person(p.id(), p.displayName(), p.enabled(), leaves, p.managers(), p.delegate());
  }

  static EntitlementRef ref(String entitlement) {
    return new EntitlementRef(WIKI, new EntitlementId(entitlement));
  }

  static String key(EntitlementRef ref, AppUserId account) {
    return ref.id() + "/" + account;
  }

  static List<UserId> ids(String... people) {
    return List.of(people).stream().map(UserId::new).toList();
  }
}
