/** Closes requests that nothing can come of any more. */
@NullMarked
package dev.gatehouse.policy.cancel;

import org.jspecify.annotations.NullMarked;
