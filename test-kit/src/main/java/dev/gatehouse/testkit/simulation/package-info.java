/**
 * A whole installation in one process, driven by one seed: whoever works takes turns, and everybody
 * else may act between any two calls.
 */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.testkit.simulation;
