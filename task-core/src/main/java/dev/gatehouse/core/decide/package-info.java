/** The rules: what each command does to a task, as pure functions. Start at {@link TaskDecider}. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.decide;
