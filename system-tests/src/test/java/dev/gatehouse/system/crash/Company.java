package dev.gatehouse.system.crash;

import dev.gatehouse.model.Json;
import dev.gatehouse.rest.security.BuiltInIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who there is: people who ask, people who approve, people who will leave with all that they have,
 * and an administrator. Everything is given and taken back in one directory.
 */
final class Company {
  private static final Duration LIFETIME = Duration.ofDays(1);
  private static final int APPROVERS = 4;
  private static final String ROOT = "root";

  private final Plan plan;
  private final BuiltInIssuer issuer;
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, Target.Member> members = new HashMap<>();

  /** Something that can be asked for. */
  record Access(int person, int entitlement) {}

  Company(Plan plan, BuiltInIssuer issuer) {
    this.plan = plan;
    this.issuer = issuer;
  }

  /** Puts everybody into the directory, with the groups that the leavers are in. */
  void moveInto(Target target) {
    people().forEach(target::addPerson);
    for (int i = 0; i < groups(); i++) {
      int entitlement = i;
      List<String> members =
          IntStream.range(0, plan.leavers())
              .filter(leaver -> entitlement < plan.grantsOfALeaver())
              .mapToObj(Company::leaver)
              .toList();
      target.addGroup("e" + i, members);
    }
  }

  private List<String> people() {
    List<String> people = new ArrayList<>();
    IntStream.range(0, plan.people()).forEach(i -> people.add(person(i)));
    IntStream.range(0, plan.leavers()).forEach(i -> people.add(leaver(i)));
    return people;
  }

  /** Enough for what the leavers have, and for what is asked for them beside that. */
  private int groups() {
    return Math.max(plan.entitlements(), plan.grantsOfALeaver() + plan.requestsForALeaver());
  }

  static String person(int number) {
    return "u" + number;
  }

  static String leaver(int number) {
    return "leaver" + number;
  }

  static String approverOf(int entitlement) {
    return "boss" + entitlement % APPROVERS;
  }

  static String root() {
    return ROOT;
  }

  /** The import file; JSON is YAML. */
  ObjectNode file(String directoryUrl, Path passwordFile) {
    ObjectNode file = ImportFile.of("crash");
    ArrayNode users = file.putArray("users");
    ArrayNode policies = file.putArray("policies");
    ImportFile.user(users, ROOT).putArray("roles").add("SUPER_ADMIN");
    people().forEach(name -> ImportFile.user(users, name));
    for (int i = 0; i < APPROVERS; i++) {
      ImportFile.user(users, "boss" + i);
      ImportFile.steps(policies, "boss" + i + "-decides", "grant")
          .addObject()
          .putObject("approval")
          .putObject("users")
          .putArray("userIds")
          .add("boss" + i);
    }
    ImportFile.steps(policies, "at-once", "revoke").addObject().putObject("accept");
    app(file.putArray("apps").addObject(), directoryUrl, passwordFile);
    return file;
  }

  private void app(ObjectNode app, String directoryUrl, Path passwordFile) {
    app.put("id", "files").put("displayName", "Files").putArray("owners").add("boss0");
    app.putArray("connectors")
        .addObject()
        .put("id", "directory")
        .put("kind", "ldap")
        .putObject("config")
        .put("url", directoryUrl)
        .put("bindDn", Target.ADMIN)
        .put("passwordFile", passwordFile.toString());
    ArrayNode accounts = app.putArray("appUsers");
    for (String name : people()) {
      accounts
          .addObject()
          .put("id", "a-" + name)
          .put("user", name)
          .put("username", name)
          .putObject("profile")
          .put("dn", Target.person(name));
    }
    ArrayNode entitlements = app.putArray("entitlements");
    for (int i = 0; i < groups(); i++) {
      ObjectNode entitlement =
          entitlements
              .addObject()
              .put("id", "e" + i)
              .put("displayName", "Group " + i)
              .put("grantPolicyId", approverOf(i) + "-decides")
              .put("revokePolicyId", "at-once");
      entitlement
          .putObject("provisionerPolicy")
          .putObject("connector")
          .putObject("defaultBehavior")
          .put("connectorId", "directory");
      entitlement.putObject("externalIds").put("directory", Target.group("e" + i));
      if (i < plan.grantsOfALeaver()) {
        ArrayNode grants = entitlement.putArray("grants");
        IntStream.range(0, plan.leavers())
            .forEach(leaver -> grants.addObject().put("appUser", "a-" + leaver(leaver)));
      }
    }
  }

  /** Takes in what the import called everything. */
  void imported(Map<String, String> imported) {
    ids.putAll(imported);
    for (String name : people()) {
      for (int i = 0; i < groups(); i++) {
        members.put(
            key(id("entitlement/e" + i), id("appUser/a-" + name)),
            new Target.Member(Target.group("e" + i), Target.person(name)));
      }
    }
  }

  /** What something of the file is called by the services, such as {@code user/u1}. */
  String id(String reference) {
    String id = ids.get(reference);
    if (id == null) {
      throw new IllegalArgumentException("Expected " + reference + " to be imported.");
    }
    return id;
  }

  private static String key(String entitlement, String account) {
    return entitlement + "/" + account;
  }

  /** Where an access is in the directory. */
  Target.Member member(String entitlement, String account) {
    Target.Member member = members.get(key(entitlement, account));
    if (member == null) {
      throw new IllegalArgumentException(
          "Expected an access of this company, but it was " + key(entitlement, account));
    }
    return member;
  }

  synchronized String token(String name) {
    return tokens.computeIfAbsent(name, person -> issuer.mint(person + "@example.com", LIFETIME));
  }

  /** A token for whoever may import before there is anybody. */
  String firstToken() {
    return issuer.mint("admin@localhost", LIFETIME);
  }

  ObjectNode request(int entitlement) {
    return Json.object()
        .put("appId", id("app/files"))
        .put("appEntitlementId", id("entitlement/e" + entitlement));
  }
}
