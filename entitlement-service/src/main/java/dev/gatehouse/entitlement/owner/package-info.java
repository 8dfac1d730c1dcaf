/** Owners of apps and entitlements. */
@NullMarked
package dev.gatehouse.entitlement.owner;

import org.jspecify.annotations.NullMarked;
