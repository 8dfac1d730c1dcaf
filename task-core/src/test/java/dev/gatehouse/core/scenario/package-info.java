/** The words that the tests of the core are written in, and the small world they speak about. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.scenario;
