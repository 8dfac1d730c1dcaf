/** Who holds what: one document for each account and entitlement, its leases and its expiry. */
@NullMarked
package dev.gatehouse.entitlement.grant;

import org.jspecify.annotations.NullMarked;
