/** A task as the REST API shows it, and its refusals. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.model.task;
