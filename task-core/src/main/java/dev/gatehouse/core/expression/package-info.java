/** Expressions in policies: conditions of rules, and expressions that find people. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.expression;
