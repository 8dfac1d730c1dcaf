package dev.gatehouse.entitlement.facts;

import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The ids that a set of questions names, by kind. */
record Wanted(
    Set<String> entitlements,
    Set<String> users,
    Set<String> accounts,
    Set<String> accountOwners,
    Set<String> policies,
    boolean superAdmins) {

  static Wanted of(Collection<Query.OfCatalog<?>> queries) {
    Set<String> entitlements = new HashSet<>();
    Set<String> users = new HashSet<>();
    Set<String> accounts = new HashSet<>();
    Set<String> owners = new HashSet<>();
    Set<String> policies = new HashSet<>();
    boolean admins = false;
    for (Query.OfCatalog<?> query : queries) {
      switch (query) {
        case Query.FindEntitlement q -> entitlements.add(q.ref().id().value());
        case Query.FindPerson q -> users.add(q.id().value());
        case Query.FindAccount q -> accounts.add(q.id().value());
        case Query.AccountsOf q -> owners.add(q.person().value());
        case Query.FindPolicy q -> policies.add(q.id().value());
        case Query.SuperAdmins q -> admins = true;
        case Query.FindGrant q -> {
          entitlements.add(q.entitlement().id().value());
          AppUserId account = q.appUserId();
          UserId person = q.identity();
          if (account != null) {
            accounts.add(account.value());
          } else if (person != null) {
            owners.add(person.value());
          }
        }
        case Query.LiveGrantsOf q -> owners.add(q.person().value());
        case Query.MembersOf q -> {
          // The members are found by their grants.
        }
        case Query.OfDirectory<?> q -> {
          // Answered by the directory, which finds them itself.
        }
        case Query.MarkLeaving q -> {
          // Done before anything is read.
        }
        case Query.UnmarkLeaving q -> {
          // Done before anything is read.
        }
        case Query.EndReasons q -> {
          // Done before anything is read.
        }
        case Query.RecordByHand q -> {
          // Done before anything is read.
        }
      }
    }
    return new Wanted(entitlements, users, accounts, owners, policies, admins);
  }
}
