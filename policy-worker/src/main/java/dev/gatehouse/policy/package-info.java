/** Decides every task command. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.policy;
