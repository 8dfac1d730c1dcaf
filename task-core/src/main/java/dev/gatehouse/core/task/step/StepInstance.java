package dev.gatehouse.core.task.step;

import dev.gatehouse.core.form.Answers;
import dev.gatehouse.core.id.StepId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.policy.PolicyStep;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A step that was reached. */
public sealed interface StepInstance {
  StepId id();

  /** The run of the policy that this step belongs to. */
  String generationId();

  /** How it ended; null while it is the current one. */
  @Nullable StepOutcome outcome();

  /** The same step, ended. */
  StepInstance ended(StepOutcome outcome);

  /** When it is to be looked at again although nobody does anything; null for never. */
  default @Nullable Instant dueAt() {
    return null;
  }

  /** Who may act on it now; empty once it has ended. */
  default List<UserId> assignees() {
    return List.of();
  }

  /**
   * People are asked.
   *
   * @param approvers who may answer
   * @param assignedAt when they were asked
   * @param escalating what becomes of it where nobody answers; null for nothing
   */
  record Approval(
      StepId id,
      String generationId,
      PolicyStep.Approval definition,
      List<UserId> approvers,
      Instant assignedAt,
      @Nullable StepOutcome outcome,
      @Nullable Escalating escalating)
      implements StepInstance {
    public Approval {
      approvers = List.copyOf(approvers);
    }

    /** One that waits for ever. */
    public Approval(
        StepId id,
        String generationId,
        PolicyStep.Approval definition,
        List<UserId> approvers,
        Instant assignedAt,
        @Nullable StepOutcome outcome) {
      this(id, generationId, definition, approvers, assignedAt, outcome, null);
    }

    @Override
    public Approval ended(StepOutcome how) {
      return new Approval(id, generationId, definition, approvers, assignedAt, how, escalating);
    }

    /** The same, about to escalate for the one time that it does. */
    public Approval escalated() {
      Escalating done = escalating == null ? null : new Escalating(escalating.expiresAt(), true);
      return new Approval(id, generationId, definition, approvers, assignedAt, outcome, done);
    }

    @Override
    public @Nullable Instant dueAt() {
      return outcome == null && escalating != null && !escalating.done()
          ? escalating.expiresAt()
          : null;
    }

    @Override
    public List<UserId> assignees() {
      return outcome == null ? approvers : List.of();
    }
  }

  /**
   * Access is given or taken back.
   *
   * @param definition the step with the kind of provision that was chosen, so never unconfigured
   * @param provisioners the people who do it by hand; empty where a connector does it
   * @param attempt how often a connector was asked to; 0 for by hand
   * @param attemptState what the connector's attempt is doing
   */
  record Provision(
      StepId id,
      String generationId,
      PolicyStep.Provision definition,
      List<UserId> provisioners,
      int attempt,
      AttemptState attemptState,
      @Nullable StepOutcome outcome)
      implements StepInstance {
    public Provision {
      provisioners = List.copyOf(provisioners);
    }

    @Override
    public Provision ended(StepOutcome how) {
      return new Provision(
          id, generationId, definition, provisioners, attempt, AttemptState.NONE, how);
    }

    public Provision attempted(AttemptState state) {
      return new Provision(id, generationId, definition, provisioners, attempt, state, outcome);
    }

    public boolean byHand() {
      return attempt == 0;
    }

    /**
     * Whether a connector may be at work at this moment, so that nobody else may end the step. An
     * order may have been taken up unseen.
     */
    public boolean attemptRunning() {
      return outcome == null
          && (attemptState == AttemptState.ORDERED || attemptState == AttemptState.CLAIMED);
    }

    @Override
    public List<UserId> assignees() {
      return outcome == null ? provisioners : List.of();
    }
  }

  /** An accept step: it is over as soon as it is reached. */
  record Accept(
      StepId id, String generationId, PolicyStep.Accept definition, @Nullable StepOutcome outcome)
      implements StepInstance {
    @Override
    public Accept ended(StepOutcome how) {
      return new Accept(id, generationId, definition, how);
    }
  }

  /** A reject step: it is over as soon as it is reached. */
  record Reject(
      StepId id, String generationId, PolicyStep.Reject definition, @Nullable StepOutcome outcome)
      implements StepInstance {
    @Override
    public Reject ended(StepOutcome how) {
      return new Reject(id, generationId, definition, how);
    }
  }

  /**
   * Nothing happens until something is so, or some time has passed.
   *
   * @param startedAt when it began to wait
   * @param until when it is over, where that is known from the start; null for a condition
   * @param timeout when it is given up; null for never
   * @param lookAt when the condition is looked at again; null where there is none
   */
  record Wait(
      StepId id,
      String generationId,
      PolicyStep.Wait definition,
      Instant startedAt,
      @Nullable Instant until,
      @Nullable Instant timeout,
      @Nullable Instant lookAt,
      @Nullable StepOutcome outcome)
      implements StepInstance {
    @Override
    public Wait ended(StepOutcome how) {
      return new Wait(id, generationId, definition, startedAt, until, timeout, null, how);
    }

    /** The same, to be looked at again at another time. */
    public Wait lookingAt(Instant next) {
      return new Wait(id, generationId, definition, startedAt, until, timeout, next, outcome);
    }

    @Override
    public @Nullable Instant dueAt() {
      if (outcome != null) {
        return null;
      }
      return until != null ? until : lookAt;
    }
  }

  /**
   * Somebody is asked to fill a form in.
   *
   * @param asked who may do it
   * @param answers what they answered; none while they are asked
   */
  record Form(
      StepId id,
      String generationId,
      PolicyStep.Form definition,
      List<UserId> asked,
      Answers answers,
      @Nullable StepOutcome outcome)
      implements StepInstance {
    public Form {
      asked = List.copyOf(asked);
    }

    @Override
    public Form ended(StepOutcome how) {
      return new Form(id, generationId, definition, asked, answers, how);
    }

    /** The same, answered. */
    public Form answered(Answers given) {
      return new Form(id, generationId, definition, asked, given, outcome);
    }

    @Override
    public List<UserId> assignees() {
      return outcome == null ? asked : List.of();
    }
  }

  /**
   * An approval that does not wait for ever.
   *
   * @param done whether it has come to that already; it does so once
   */
  record Escalating(Instant expiresAt, boolean done) {}

  /** What the attempt of a connector is doing. */
  enum AttemptState {
    /** By hand, or over. */
    NONE,
    /** Ordered; the first worker that takes it up does not say so. */
    ORDERED,
    /** A worker holds it and may be calling the target right now. */
    CLAIMED,
    /** It failed for now and will be tried again. */
    RETRYING
  }
}
