/** Proof that a command or a call between services comes from this installation. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.schemas.signing;
