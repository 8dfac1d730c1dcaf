/** The topics themselves: making them, and telling one from another of the same name. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.topic;
