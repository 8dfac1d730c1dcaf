package dev.gatehouse.core.decide;

import static dev.gatehouse.core.task.Decision.Rejected;

import dev.gatehouse.core.facts.Account;
import dev.gatehouse.core.facts.Query;
import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose access a request is about: real clients name the account, the person, both or neither.
 *
 * @param account null where the person has no account in the app yet
 * @param person null where nobody is known to own the account
 * @param refusal null if the choice is sound
 */
record AccountChoice(
    @Nullable AppUserId account, @Nullable UserId person, @Nullable Rejected refusal) {

  /**
   * What {@link #of} will ask for, so that it can be asked together with more; null for nothing.
   */
  static @Nullable Query<?> question(
      Draft draft, AppId app, @Nullable AppUserId account, @Nullable UserId person) {
    if (account != null) {
      return new Query.FindAccount(app, account);
    }
    UserId subject = person != null ? person : draft.person();
    return subject == null ? null : new Query.AccountsOf(app, subject);
  }

  static AccountChoice of(
      Draft draft, AppId app, @Nullable AppUserId account, @Nullable UserId person) {
    if (account != null) {
      return named(draft, app, account, person);
    }
    UserId subject = person != null ? person : draft.person();
    if (subject == null) {
      return refused(nobodyNamed());
    }
    List<Account> accounts = draft.facts().get(new Query.AccountsOf(app, subject));
    if (accounts.size() > 1) {
      return refuse(
          Reason.INVALID,
          "Expected appUserId, since the person %s has %d accounts in the app %s."
              .formatted(subject, accounts.size(), app));
    }
    return new AccountChoice(accounts.isEmpty() ? null : accounts.getFirst().id(), subject, null);
  }

  private static AccountChoice named(
      Draft draft, AppId app, AppUserId id, @Nullable UserId person) {
    Account account = draft.facts().get(new Query.FindAccount(app, id)).orElse(null);
    if (account == null || account.deleted()) {
      return refuse(
          Reason.NOT_FOUND,
          "Expected appUserId to name an account of the app %s, but %s was not found there."
              .formatted(app, id));
    }
    if (person != null && !person.equals(account.identity())) {
      return refused(ofAnotherPerson(id, person));
    }
    return new AccountChoice(id, account.identity(), null);
  }

  static Rejected nobodyNamed() {
    return Rejected.of(
        Reason.INVALID,
        "Expected appUserId or identityUserId, since no person makes this request.");
  }

  static Rejected ofAnotherPerson(AppUserId account, UserId person) {
    return Rejected.of(
        Reason.INVALID,
        "Expected appUserId and identityUserId to belong to the same person, but the account %s is not one of %s."
            .formatted(account, person));
  }

  private static AccountChoice refuse(Reason reason, String sentence) {
    return refused(Rejected.of(reason, sentence));
  }

  private static AccountChoice refused(Rejected refusal) {
    return new AccountChoice(null, null, refusal);
  }
}
