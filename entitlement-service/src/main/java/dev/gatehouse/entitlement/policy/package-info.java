/** Policies: the steps that a request goes through. */
@NullMarked
package dev.gatehouse.entitlement.policy;

import org.jspecify.annotations.NullMarked;
