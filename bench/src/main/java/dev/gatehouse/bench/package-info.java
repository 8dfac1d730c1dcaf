/** The benchmark: starts Gatehouse on this machine, loads it, measures it, reports. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench;
