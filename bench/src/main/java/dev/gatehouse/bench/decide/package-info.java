/** The decisions alone, without anything around them. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.bench.decide;
