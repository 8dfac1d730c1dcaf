/** The in-memory task store, and the contract that it shares with the real one. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.testkit.store;
