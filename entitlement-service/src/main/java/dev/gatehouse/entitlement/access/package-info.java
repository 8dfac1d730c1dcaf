/** Who may change what in the catalogue, and who somebody is. */
@NullMarked
package dev.gatehouse.entitlement.access;

import org.jspecify.annotations.NullMarked;
