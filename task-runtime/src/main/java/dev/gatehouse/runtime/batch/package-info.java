/**
 * A batch of commands from the topic to its last effect; the order stands in {@link CommandBatch}.
 */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.batch;
