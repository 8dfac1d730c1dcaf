/** What clients were told, and whether it can all be true. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.testkit.history;
