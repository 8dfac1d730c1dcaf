/**
 * The service that owns the catalogue of apps, entitlements, people and policies, and the grants.
 */
@NullMarked
package dev.gatehouse.entitlement;

import org.jspecify.annotations.NullMarked;
