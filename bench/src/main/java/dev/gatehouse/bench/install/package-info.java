/** Gatehouse as it is measured: its processes, and how to reach them. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench.install;
