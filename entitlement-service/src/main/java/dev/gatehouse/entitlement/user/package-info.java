/** People. */
@NullMarked
package dev.gatehouse.entitlement.user;

import org.jspecify.annotations.NullMarked;
