/** Bringing in a whole organisation from a file. */
@NullMarked
package dev.gatehouse.entitlement.importing;

import org.jspecify.annotations.NullMarked;
