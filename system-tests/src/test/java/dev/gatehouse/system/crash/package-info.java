/**
 * The promises on real processes that are killed, frozen and cut off under load, see {@code
 * docs/reliability.md}.
 */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.system.crash;
