/** What happens because time has passed. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.timer;
