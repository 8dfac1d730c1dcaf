/**
 * The language of expressions in policies: the Common Expression Language with people, accounts,
 * entitlements and times in it. Start at {@link dev.gatehouse.expression.CelExpressions}.
 */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.expression;
