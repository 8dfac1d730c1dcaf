package dev.gatehouse.core.decide.action;

import static dev.gatehouse.core.decide.action.Need.APPROVAL_STEP;
import static dev.gatehouse.core.decide.action.Need.AT_REST;
import static dev.gatehouse.core.decide.action.Need.BY_HAND;
import static dev.gatehouse.core.decide.action.Need.EMERGENCY_ACCESS;
import static dev.gatehouse.core.decide.action.Need.FAILED_CONNECTOR;
import static dev.gatehouse.core.decide.action.Need.FORM_STEP;
import static dev.gatehouse.core.decide.action.Need.NOT_PROVIDING;
import static dev.gatehouse.core.decide.action.Need.NO_EMERGENCY;
import static dev.gatehouse.core.decide.action.Need.POLICY;
import static dev.gatehouse.core.decide.action.Need.PROVISION_STEP;
import static dev.gatehouse.core.decide.action.Need.REASSIGNMENT;
import static dev.gatehouse.core.decide.action.Need.REQUEST;
import static dev.gatehouse.core.decide.action.Need.STEP;
import static dev.gatehouse.core.decide.action.Standing.ANY;
import static dev.gatehouse.core.decide.action.Standing.OPEN;
import static dev.gatehouse.core.decide.action.Standing.WORKED_ON;
import static dev.gatehouse.core.decide.action.Who.ANYBODY;
import static dev.gatehouse.core.decide.action.Who.ASSIGNEE;
import static dev.gatehouse.core.decide.action.Who.ASSIGNEE_IN_VAIN;
import static dev.gatehouse.core.decide.action.Who.REQUESTER;
import static dev.gatehouse.core.decide.action.Who.SUBJECT;

import dev.gatehouse.core.access.Permission;

/**
 * The one table of what people can do with a task: how it has to stand, of which kind it has to be,
 * who may do it (by what they are to the task, or by role), and what else it needs. What is refused
 * is refused in this order.
 */
final class ActionTable {
  private ActionTable() {}

  static Row row(TaskAction action) {
    return switch (action) {
      case CLOSE ->
          row(OPEN)
              .by(REQUESTER, ASSIGNEE_IN_VAIN)
              .or(Permission.CLOSE_TASKS)
              .orService()
              .told("the requester or a super admin to close the task, but the caller is neither.");
      case APPROVE ->
          row(WORKED_ON)
              .of(APPROVAL_STEP)
              .by(ASSIGNEE)
              .told("one of the step's approvers to approve, but the caller is not among them.");
      case DENY ->
          row(WORKED_ON)
              .of(APPROVAL_STEP)
              .by(ASSIGNEE)
              .told("one of the step's approvers to deny, but the caller is not among them.");
      case REASSIGN ->
          row(WORKED_ON)
              .of(STEP)
              .by(ASSIGNEE)
              .or(Permission.STEER_TASKS)
              .told(
                  "one of those who are asked or a super admin to reassign the step, but the caller"
                      + " is neither.")
              .needs(REASSIGNMENT, AT_REST, BY_HAND);
      case PROVISION_COMPLETE, PROVISION_CANCELLED, PROVISION_ERRORED ->
          row(WORKED_ON)
              .of(PROVISION_STEP)
              .by(ASSIGNEE)
              .or(Permission.PROVISION_FOR_OTHERS)
              .told("one of the people who provide this access, but the caller is not among them.")
              .needs(AT_REST, BY_HAND);
      case RETRY_PROVISIONING ->
          row(WORKED_ON)
              .of(PROVISION_STEP)
              .by(ASSIGNEE)
              .or(Permission.STEER_TASKS)
              .told(
                  "one of the people who provide this access or a super admin, but the caller is"
                      + " neither.")
              .needs(AT_REST, FAILED_CONNECTOR);
      case UPDATE_GRANT_DURATION ->
          row(WORKED_ON)
              .of(REQUEST, NOT_PROVIDING)
              .by(ASSIGNEE)
              .or(Permission.STEER_TASKS)
              .told(
                  "one of the step's approvers or a super admin to change the duration, but the"
                      + " caller is neither.");
      case UPDATE_REQUEST_DATA ->
          row(WORKED_ON)
              .of(FORM_STEP)
              .by(ASSIGNEE)
              .told("whoever is asked to fill in the form, but the caller is not.");
      case ESCALATE_TO_EMERGENCY_ACCESS ->
          row(WORKED_ON)
              .of(REQUEST, NOT_PROVIDING)
              .by(REQUESTER, SUBJECT)
              .or(Permission.STEER_TASKS)
              .told(
                  "the requester, the subject or a super admin to call it an emergency, but the"
                      + " caller is none of them.")
              .needs(NO_EMERGENCY, EMERGENCY_ACCESS);
      case SKIP_STEP -> steered(WORKED_ON, "to skip a step").of(STEP).needs(AT_REST);
      case RESTART -> steered(OPEN, "to restart a task").of(POLICY).needs(AT_REST);
      case HARD_RESET -> steered(OPEN, "to reset a task").of(POLICY).needs(AT_REST);
      case PROCESS_NOW -> steered(WORKED_ON, "to have a task processed");
      case RESUME ->
          row(ANY)
              .or(Permission.RESUME_TASKS)
              .orService()
              .told("a super admin to resume a task, but the caller is none.");
      case COMMENT -> row(ANY).by(ANYBODY).orService();
    };
  }

  private static Row row(Standing standing) {
    return new Row(standing);
  }

  private static Row steered(Standing standing, String what) {
    return row(standing)
        .or(Permission.STEER_TASKS)
        .told("a super admin " + what + ", but the caller is none.");
  }
}
