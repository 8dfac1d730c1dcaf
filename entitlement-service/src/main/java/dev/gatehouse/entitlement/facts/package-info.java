/** Answers what the other services must know of the catalogue, and lends them the grants. */
@NullMarked
package dev.gatehouse.entitlement.facts;

import org.jspecify.annotations.NullMarked;
