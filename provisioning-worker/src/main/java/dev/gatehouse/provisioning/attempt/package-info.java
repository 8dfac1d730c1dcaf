/** Attempts to provide an access: what they are, what is next for them, where they are kept. */
@NullMarked
package dev.gatehouse.provisioning.attempt;

import org.jspecify.annotations.NullMarked;
