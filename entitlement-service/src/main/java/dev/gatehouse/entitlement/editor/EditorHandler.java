package dev.gatehouse.entitlement.editor;

import dev.gatehouse.core.access.Permission;
import dev.gatehouse.core.expression.Expressions;
import dev.gatehouse.core.expression.Flaw;
import dev.gatehouse.core.expression.Purpose;
import dev.gatehouse.core.expression.Value;
import dev.gatehouse.entitlement.access.CatalogAccess;
import dev.gatehouse.entitlement.facts.ExpressionTrial;
import dev.gatehouse.entitlement.web.Api;
import dev.gatehouse.model.Json;
import dev.gatehouse.model.error.ApiException;
import dev.gatehouse.model.error.Code;
import dev.gatehouse.rest.security.Caller;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Helps whoever writes expressions: underlines flaws, and tries values out. */
@Component
class EditorHandler {
  private final Expressions expressions;
  private final ExpressionTrial trial;
  private final CatalogAccess access;

  EditorHandler(Expressions expressions, ExpressionTrial trial, CatalogAccess access) {
    this.expressions = expressions;
    this.trial = trial;
    this.access = access;
  }

  /** The flaws of a condition or of an approver expression: the text alone does not tell which. */
  Mono<ServerResponse> validate(ServerRequest request) {
    return Api.read(request, "c1.api.policy.v1.EditorValidateRequest")
        .flatMap(
            message -> {
              String text = message.path("text").asString("");
              ArrayNode markers = Json.array();
              if (!expressions.check(Purpose.APPROVERS, text).isEmpty()) {
                expressions.check(Purpose.CONDITION, text).stream()
                    .map(EditorHandler::marker)
                    .forEach(markers::add);
              }
              ObjectNode answer = Json.object();
              answer.set("markers", markers);
              return Api.answer("c1.api.policy.v1.EditorValidateResponse", answer);
            });
  }

  private static ObjectNode marker(Flaw flaw) {
    return Json.object()
        .put("severity", "ERROR")
        .put("message", flaw.sentence())
        .put("startLineNumber", flaw.startLine())
        .put("startColumn", flaw.startColumn())
        .put("endLineNumber", flaw.endLine())
        .put("endColumn", flaw.endColumn());
  }

  /** The value of an account's field, were the caller the one who gets the account. */
  Mono<ServerResponse> test(ServerRequest request) {
    Caller caller = Caller.of(request);
    access.require(caller, Permission.WRITE_CATALOG);
    return Api.read(request, "c1.api.policy.v1.TestAccountProvisionPolicyRequest")
        .flatMap(message -> value(message.path("cel").asString(""), caller))
        .map(value -> Json.object().put("value", value.value()).put("type", value.type()))
        .flatMap(
            answer -> Api.answer("c1.api.policy.v1.TestAccountProvisionPolicyResponse", answer));
  }

  private Mono<Value.Text> value(String text, Caller caller) {
    List<Flaw> flaws = expressions.check(Purpose.VALUE, text);
    if (!flaws.isEmpty()) {
      return Mono.error(failed("cel to be an expression", flaws.getFirst().sentence()));
    }
    return trial
        .evaluate(Purpose.VALUE, text, caller.userId())
        .map(
            value ->
                switch (value) {
                  case Value.Text found -> found;
                  case Value.Failure failure ->
                      throw failed("cel to give a value", failure.sentence());
                  case Value.Truth _, Value.People _ ->
                      throw new IllegalStateException("Conditions and people were not asked for.");
                });
  }

  private static ApiException failed(String what, String why) {
    return new ApiException(
        Code.INVALID_ARGUMENT, "Expected " + what + ", but it has a flaw: " + why);
  }
}
