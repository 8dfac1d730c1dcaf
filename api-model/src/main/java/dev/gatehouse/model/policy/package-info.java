/** Policies between the form of the API and the core's. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.model.policy;
