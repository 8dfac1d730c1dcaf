/** The way to entitlement-service. */
@NullMarked
package dev.gatehouse.api.catalog;

import org.jspecify.annotations.NullMarked;
