package dev.gatehouse.core.facts;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.PolicyId;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.EntitlementRef;
import dev.gatehouse.core.policy.Policy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question of a decision about the world. Two equal questions have one answer within a batch.
 *
 * @param <A> the type of the answer
 */
public sealed interface Query<A> {

  /** Answered by entitlement-service, from the primary. */
  sealed interface OfCatalog<A> extends Query<A> {}

  /** Answered by entitlement-service for expressions, which look deeper than the engine does. */
  sealed interface OfDirectory<A> extends OfCatalog<A> {}

  /** Answered from the stored tasks. */
  sealed interface OfTasks<A> extends Query<A> {}

  record FindEntitlement(EntitlementRef ref) implements OfCatalog<Optional<Entitlement>> {}

  record FindPerson(UserId id) implements OfCatalog<Optional<Person>> {}

  record FindAccount(AppId appId, AppUserId id) implements OfCatalog<Optional<Account>> {}

  /** The accounts of a person in an app, deleted ones left out. */
  record AccountsOf(AppId appId, UserId person) implements OfCatalog<List<Account>> {}

  record FindPolicy(PolicyId id) implements OfCatalog<Optional<Policy>> {}

  /** The people with the role Super Admin. */
  record SuperAdmins() implements OfCatalog<List<Person>> {}

  /** The people who hold an entitlement. */
  record MembersOf(EntitlementRef entitlement) implements OfCatalog<List<Person>> {}

  /** The live grant of one account, or of whichever account of a person holds it. */
  record FindGrant(
      EntitlementRef entitlement, @Nullable AppUserId appUserId, @Nullable UserId identity)
      implements OfCatalog<Optional<LiveGrant>> {}

  /**
   * A page of a person's live grants.
   *
   * @param accounts true for the accounts themselves, false for everything else
   * @param after the cursor of the page before, empty for the first
   */
  record LiveGrantsOf(UserId person, boolean accounts, String after, int limit)
      implements OfCatalog<GrantPage> {}

  /**
   * Marks a person as leaving and answers true; from then on grants to them are refused.
   * Repeatable.
   */
  record MarkLeaving(UserId person, TaskId offboarding) implements OfCatalog<Boolean> {}

  /** Takes the mark of this offboarding back and answers true. Repeatable. */
  record UnmarkLeaving(UserId person, TaskId offboarding) implements OfCatalog<Boolean> {}

  /**
   * Records what a person says they did by hand: access given (a missing account is recorded too)
   * or taken back. Keyed on the step, so a repeat changes nothing.
   */
  record RecordByHand(
      TaskId taskId,
      StepId stepId,
      boolean given,
      EntitlementRef entitlement,
      @Nullable AppUserId appUserId,
      @Nullable UserId identity,
      @Nullable Duration duration)
      implements OfCatalog<HandRecord> {}

  /**
   * Ends reasons of an access and answers whether it stays, since others justify it. Reasons that
   * are its last stay until the access is gone, but count as expired from now on, so that it is
   * taken back in any case. Repeatable.
   */
  record EndReasons(EntitlementRef entitlement, AppUserId appUserId, Ending ending)
      implements OfCatalog<Boolean> {}

  /** All about a person. */
  record DescribePerson(UserId id) implements OfDirectory<Optional<Description>> {}

  /** All about an account. */
  record DescribeAccount(AppId appId, AppUserId id) implements OfDirectory<Optional<Description>> {}

  /** All about the accounts of a person in an app, deleted ones left out. */
  record DescribeAccountsOf(AppId appId, UserId person) implements OfDirectory<List<Description>> {}

  /** All about an entitlement. */
  record DescribeEntitlement(EntitlementRef ref) implements OfDirectory<Optional<Description>> {}

  /** The person with this address, whatever its case. */
  record PersonByEmail(String email) implements OfDirectory<Optional<UserId>> {}

  /** The person with this display name; nobody where several have it. */
  record PersonByName(String name) implements OfDirectory<Optional<UserId>> {}

  /** The entitlement with this display name; none where several have it. */
  record GroupByName(String name) implements OfDirectory<Optional<EntitlementRef>> {}

  /** The people whose manager this person is. */
  record ReportsOf(UserId manager) implements OfDirectory<List<UserId>> {}

  /** The next number of a task, as people see it. One number for each task id. */
  record NumericIdFor(TaskId taskId) implements OfTasks<Long> {}

  /** The open task for the same access, if there is one; {@code openKey} is {@link OpenKey}'s. */
  record OpenTaskFor(String openKey) implements OfTasks<Optional<TaskId>> {}

  /** Open grant tasks of a person in the order of their ids, after the id {@code after}. */
  record OpenGrantTasksOf(UserId person, String after, int limit)
      implements OfTasks<List<TaskId>> {}

  /**
   * Open tasks that report to this one, in the order of their ids, after the id {@code after}.
   *
   * @param made true for those alone that it made itself, false for what it adopted too
   */
  record OpenChildrenOf(TaskId parent, boolean made, String after, int limit)
      implements OfTasks<List<TaskId>> {}

  /**
   * Which of these tasks exist, and whether they are closed; a refused creation counts as closed.
   */
  record ClosedAmong(List<TaskId> tasks) implements OfTasks<Map<TaskId, Boolean>> {
    public ClosedAmong {
      tasks = List.copyOf(tasks);
    }
  }
}
