/** Policies and the steps they are made of. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.policy;
