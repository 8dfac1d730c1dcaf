/** Recorded decisions: what was once decided is decided the same way again. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.core.corpus;
