/** The command batch over a store and a log in memory. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.testkit.batch;
