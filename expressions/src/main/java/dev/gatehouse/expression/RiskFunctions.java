package dev.gatehouse.expression;

import static dev.gatehouse.expression.Parameter.ACCOUNT;
import static dev.gatehouse.expression.Parameter.FLAG;
import static dev.gatehouse.expression.Parameter.NUMBER;
import static dev.gatehouse.expression.Parameter.TEXT;

import java.util.List;

/**
 * How risky an account is: {@code c1.app_user.v1}. Nothing tells Gatehouse of risks yet, so that no
 * account has any.
 */
final class RiskFunctions {
  private static final String PACKAGE = "c1.app_user.v1.";

  static final List<Function> ALL =
      List.of(
          Function.of(PACKAGE + "HasSecurityInsight", FLAG, (_, _) -> false, ACCOUNT),
          Function.of(PACKAGE + "HasSecurityInsight", FLAG, (_, _) -> false, ACCOUNT, TEXT),
          Function.of(PACKAGE + "HasRiskScore", FLAG, (_, _) -> false, ACCOUNT),
          Function.of(PACKAGE + "GetRiskScore", NUMBER, (_, _) -> 0L, ACCOUNT));

  private RiskFunctions() {}
}
