package dev.gatehouse.runtime.store;

import dev.gatehouse.core.id.Id;
import dev.gatehouse.core.id.TaskId;
import dev.gatehouse.core.task.Subject;
import dev.gatehouse.core.task.Task;
import dev.gatehouse.core.task.step.StepInstance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a stored task that searches and indexes use. They are derived from the task with
 * each write, and nothing but searches reads them. A null means that the field is not there; a
 * tombstone has none of them.
 */
public final class SearchFields {
  public static final String STATE = "state";
  public static final String TYPE = "type";
  public static final String PROCESSING = "processing";
  public static final String APP_ID = "appId";
  public static final String ENTITLEMENT_ID = "entitlementId";
  public static final String APP_USER_ID = "appUserId";
  public static final String IDENTITY_USER_ID = "identityUserId";
  public static final String SUBJECT_USER_ID = "subjectUserId";
  public static final String CREATED_BY = "createdBy";
  public static final String PARTICIPANTS = "participants";
  public static final String ASSIGNEES = "assignees";
  public static final String ACTED_BY = "actedBy";
  public static final String WATCHERS = "watchers";
  public static final String PARENT = "parent";
  public static final String OUTCOME = "outcome";
  public static final String NUMERIC_ID = "numericId";
  public static final String CREATED_AT = "createdAt";
  public static final String UPDATED_AT = "updatedAt";
  public static final String OUTCOME_TIME = "outcomeTime";
  public static final String CURRENT_STEP_ID = "currentStepId";
  public static final String CURRENT_STEP_KIND = "currentStepKind";
  public static final String EMERGENCY = "emergency";
  public static final String PARKED = "parked";
  public static final String OPEN_KEY = "openKey";

  /** Lower-cased words, for prefix matches. */
  public static final String WORDS = "words";

  /** Within the task itself: who is asked in its current step. */
  public static final String APPROVERS_KIND = "task.policy.current.definition.approvers._type";

  /** Within the task itself: whether an approval takes a reason. */
  public static final String REQUIRES_APPROVAL_REASON =
      "task.policy.current.definition.requireApprovalReason";

  /** Within the task itself: whether a denial takes a reason. */
  public static final String REQUIRES_DENIAL_REASON =
      "task.policy.current.definition.requireDenialReason";

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_@.-]+");
  private static final int MOST_WORDS = 100;

  private SearchFields() {}

  /** All fields of a task; the value of an absent one is null. */
  static Document of(Task task) {
    StepInstance step = task.currentStep();
    Document fields =
        new Document(STATE, task.state().name())
            .append(TYPE, type(task.subject()))
            .append(PROCESSING, task.processing().name())
            .append(SUBJECT_USER_ID, value(task.subject().person()))
            .append(CREATED_BY, value(task.createdBy()))
            .append(PARTICIPANTS, values(task.participants()))
            .append(ASSIGNEES, values(task.assignees()))
            .append(ACTED_BY, values(task.actedBy()))
            .append(WATCHERS, values(task.watchers()))
            .append(PARENT, value(parent(task.subject())))
            .append(OUTCOME, task.outcome() == null ? null : task.outcome().name())
            .append(NUMERIC_ID, task.numericId())
            .append(CREATED_AT, date(task.createdAt()))
            .append(UPDATED_AT, date(task.updatedAt()))
            .append(OUTCOME_TIME, date(task.outcomeTime()))
            .append(CURRENT_STEP_ID, step == null ? null : step.id().value())
            .append(CURRENT_STEP_KIND, step == null ? null : kind(step))
            .append(EMERGENCY, task.emergencyAccess())
            .append(PARKED, task.parked().isEmpty() ? null : true)
            .append(OPEN_KEY, task.open() ? task.subject().openKey() : null)
            .append(WORDS, words(task));
    switch (task.subject()) {
      case Subject.Access s ->
          fields
              .append(APP_ID, s.entitlement().appId().value())
              .append(ENTITLEMENT_ID, s.entitlement().id().value())
              .append(APP_USER_ID, value(s.appUserId()))
              .append(IDENTITY_USER_ID, value(s.identity()));
      case Subject.Offboarding s -> {}
    }
    return fields;
  }

  /** The task that had this one made; null for none. */
  private static @Nullable TaskId parent(Subject subject) {
    return switch (subject) {
      case Subject.Revoke s -> s.parent();
      case Subject.Grant s -> null;
      case Subject.Offboarding s -> null;
    };
  }

  /** The type of a task: GRANT, REVOKE or OFFBOARDING. */
  static String type(Subject subject) {
    return switch (subject) {
      case Subject.Grant s -> "GRANT";
      case Subject.Revoke s -> "REVOKE";
      case Subject.Offboarding s -> "OFFBOARDING";
    };
  }

  private static String kind(StepInstance step) {
    return switch (step) {
      case StepInstance.Approval s -> "APPROVAL";
      case StepInstance.Provision s -> "PROVISION";
      case StepInstance.Accept s -> "ACCEPT";
      case StepInstance.Reject s -> "REJECT";
      case StepInstance.Wait s -> "WAIT";
      case StepInstance.Form s -> "FORM";
    };
  }

  private static List<String> words(Task task) {
    List<String> texts =
        new ArrayList<>(
            List.of(
                task.displayName(),
                task.description(),
                task.id().value(),
                Long.toString(task.numericId())));
    return texts.stream().flatMap(SearchFields::wordsOf).distinct().limit(MOST_WORDS).toList();
  }

  /** The words of a text as a search must look for them. */
  public static Stream<String> wordsOf(String text) {
    return NO_WORD
        .splitAsStream(text.toLowerCase(Locale.ROOT))
        .filter(word -> !word.isBlank())
        .map(word -> word.length() > 64 ? word.substring(0, 64) : word);
  }

  private static @Nullable String value(@Nullable Id id) {
    return id == null ? null : id.value();
  }

  private static List<String> values(Collection<? extends Id> ids) {
    return ids.stream().map(Id::value).toList();
  }

  private static @Nullable Date date(@Nullable Instant time) {
    return time == null ? null : Date.from(time);
  }
}
