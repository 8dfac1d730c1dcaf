/** Apps. */
@NullMarked
package dev.gatehouse.entitlement.app;

import org.jspecify.annotations.NullMarked;
