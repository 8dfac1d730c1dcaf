package dev.gatehouse.core.scenario;

import dev.gatehouse.core.form.Field;
import dev.gatehouse.core.form.Form;
import dev.gatehouse.core.id.ConnectorId;
import dev.gatehouse.core.policy.Approvers;
import dev.gatehouse.core.policy.Escalation;
import dev.gatehouse.core.policy.Fallback;
import dev.gatehouse.core.policy.PolicyStep;
import dev.gatehouse.core.policy.ProvisionPolicy;
import dev.gatehouse.core.policy.ProvisionPolicy.Assignee;
import dev.gatehouse.core.policy.WaitUntil;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words for policies. */
public final class Steps {
  private Steps() {}

  public static PolicyStep.Approval approval(Approvers approvers) {
    return approval(approvers, false, false);
  }

  /** An approval that needs a comment, be it a yes or a no. */
  public static PolicyStep.Approval reasonedApproval(Approvers approvers) {
    return approval(approvers, false, true);
  }

  /** An approval in which others may stand in for the approvers. */
  public static PolicyStep.Approval delegableApproval(Approvers approvers) {
    return approval(approvers, true, false);
  }

  private static PolicyStep.Approval approval(
      Approvers approvers, boolean delegation, boolean reasons) {
    return new PolicyStep.Approval(
        approvers, false, List.of(), delegation, reasons, reasons, reasons);
  }

  /** An approval that may be handed on, to these people if any are named. */
  public static PolicyStep.Approval reassignable(Approvers approvers, String... to) {
    return new PolicyStep.Approval(
        approvers, true, World.ids(to), false, false, false, to.length > 0);
  }

  /** An approval that may be handed on, and in which others may stand in for those asked. */
  public static PolicyStep.Approval reassignableToDelegates(Approvers approvers) {
    return new PolicyStep.Approval(approvers, true, List.of(), true, false, false, false);
  }

  /** An approval that does not wait for ever. */
  public static PolicyStep.Approval escalating(
      Approvers approvers, Duration after, Escalation.Outcome outcome) {
    return new PolicyStep.Approval(
        approvers,
        true,
        List.of(),
        false,
        false,
        false,
        false,
        new Escalation(after, outcome, "Nobody answered."));
  }

  public static PolicyStep.Wait waiting(WaitUntil until, @Nullable Duration timeout) {
    return new PolicyStep.Wait("A while", until, timeout, "It waits.", "It waited in vain.");
  }

  public static PolicyStep.Accept accept(String message) {
    return new PolicyStep.Accept(message);
  }

  public static PolicyStep.Reject reject(String message) {
    return new PolicyStep.Reject(message);
  }

  public static PolicyStep.Provision provision(ProvisionPolicy policy) {
    return new PolicyStep.Provision(policy);
  }

  public static Approvers users(String... people) {
    return new Approvers.Users(World.ids(people), false, false);
  }

  /** The named people, also where they are subject or requester. */
  public static Approvers usersAndSelf(String... people) {
    return new Approvers.Users(World.ids(people), true, false);
  }

  /** The named people, but whoever approved an earlier step. */
  public static Approvers otherUsers(String... people) {
    return new Approvers.Users(World.ids(people), false, true);
  }

  public static Approvers manager(String... fallback) {
    return new Approvers.Manager(false, false, orAsk(fallback));
  }

  public static Approvers owners(String... fallback) {
    return new Approvers.EntitlementOwners(false, false, orAsk(fallback));
  }

  public static Approvers ownersOrMembers(String entitlement) {
    return new Approvers.EntitlementOwners(
        false, false, new Fallback(false, List.of(), true, List.of(World.ref(entitlement))));
  }

  public static Approvers group(String entitlement, String... fallback) {
    return new Approvers.Group(World.ref(entitlement), false, false, orAsk(fallback));
  }

  public static Approvers resourceOwners(String... fallback) {
    return new Approvers.ResourceOwners(false, false, orAsk(fallback));
  }

  /** Each expression is the people whom it finds. */
  public static Approvers expressions(String... texts) {
    return new Approvers.Expression(List.of(texts), false, false, Fallback.NONE);
  }

  public static Approvers expressionsOrAsk(String text, String... fallback) {
    return new Approvers.Expression(List.of(text), false, false, orAsk(fallback));
  }

  public static Approvers agent(Approvers.AgentFailure failure, String... people) {
    return new Approvers.Agent(
        Approvers.AgentMode.FULL_CONTROL, failure, "", List.of(), World.ids(people), "");
  }

  /** A form with these fields. */
  public static PolicyStep.Form form(Field... fields) {
    return new PolicyStep.Form(
        new Form("", "More about it", "", List.of(fields), List.of(), List.of()));
  }

  /** A field that takes any text. */
  public static Field question(String name, boolean required) {
    return new Field(name, name, "", required, false, new Field.Text("", "", null, null));
  }

  public static Approvers appOwners() {
    return new Approvers.AppOwners(false, false);
  }

  public static Approvers self(boolean allowed) {
    return new Approvers.Self(allowed, Fallback.NONE);
  }

  private static Fallback orAsk(String... people) {
    return new Fallback(people.length > 0, World.ids(people), false, List.of());
  }

  public static ProvisionPolicy connector(String id) {
    return new ProvisionPolicy.Connector(new ConnectorId(id));
  }

  public static ProvisionPolicy manual(String... people) {
    return manual(new Assignee.Users(World.ids(people)));
  }

  public static ProvisionPolicy manual(Assignee assignee) {
    return new ProvisionPolicy.Manual(assignee, "Add them.", false);
  }

  /** Work by hand that may be handed on. */
  public static ProvisionPolicy reassignableManual(String... people) {
    return new ProvisionPolicy.Manual(new Assignee.Users(World.ids(people)), "Add them.", true);
  }

  public static ProvisionPolicy unconfigured() {
    return new ProvisionPolicy.Unconfigured();
  }

  public static ProvisionPolicy unsupported(String kind) {
    return new ProvisionPolicy.Unsupported(kind, "{}");
  }
}
