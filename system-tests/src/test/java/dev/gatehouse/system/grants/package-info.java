/** The grants of entitlement-service on a real database and a real broker, over HTTP. */
@NullMarked
package dev.gatehouse.system.grants;

import org.jspecify.annotations.NullMarked;
