/** Commands as records of a topic and back, with the proof of who gave them. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.runtime.codec;
