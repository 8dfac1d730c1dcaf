/** Entitlements: what can be asked for. */
@NullMarked
package dev.gatehouse.entitlement.entitlement;

import org.jspecify.annotations.NullMarked;
