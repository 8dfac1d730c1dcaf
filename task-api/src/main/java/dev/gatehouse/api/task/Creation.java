package dev.gatehouse.api.task;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.EntitlementId;
import dev.gatehouse.core.id.UserId;
import dev.gatehouse.core.task.Command;
import dev.gatehouse.core.task.Origin;
import dev.gatehouse.core.task.RevokeSource;
import dev.gatehouse.model.form.AnswersJson;
import dev.gatehouse.rest.security.Caller;
import tools.jackson.databind.node.ObjectNode;

/** The kinds of tasks that a caller can create. */
public enum Creation {
  GRANT("grant", "Grant") {
    @Override
    Command.Creation command(Caller caller, Body body) {
      return new Command.CreateGrant(
          new AppId(body.text("appId")),
          new EntitlementId(body.text("appEntitlementId")),
          body.id("appUserId", AppUserId::new),
          body.id("identityUserId", UserId::new),
          body.text("description"),
          body.duration("grantDuration"),
          body.flag("emergencyAccess"),
          body.json("requestData"),
          body.json("source"),
          body.node("source").path("isExtension").asBoolean(false),
          Origin.API,
          AnswersJson.ofRequest(body.node("requestData")));
    }
  },
  REVOKE("revoke", "Revoke") {
    @Override
    Command.Creation command(Caller caller, Body body) {
      return new Command.CreateRevoke(
          new AppId(body.text("appId")),
          new EntitlementId(body.text("appEntitlementId")),
          body.id("appUserId", AppUserId::new),
          body.id("identityUserId", UserId::new),
          body.text("description"),
          new RevokeSource.Requested(caller.userId()),
          Origin.API,
          null);
    }
  },
  OFFBOARDING("offboarding", "Offboarding") {
    @Override
    Command.Creation command(Caller caller, Body body) {
      return new Command.CreateOffboarding(
          new UserId(body.required("subjectUserId")), body.text("description"), Origin.API);
    }
  };

  private final String path;
  private final String message;

  Creation(String name, String message) {
    this.path = "/api/v1/task/" + name;
    this.message = "c1.api.task.v1.TaskServiceCreate" + message;
  }

  /** The command that a body asks for. */
  abstract Command.Creation command(Caller caller, Body body);

  public Command.Creation command(Caller caller, ObjectNode body) {
    return command(caller, new Body(body));
  }

  String path() {
    return path;
  }

  String request() {
    return message + "Request";
  }

  String response() {
    return message + "Response";
  }
}
