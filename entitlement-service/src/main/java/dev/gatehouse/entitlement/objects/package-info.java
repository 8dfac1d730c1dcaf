/** What the gateway needs of the catalogue to answer about tasks. */
@NullMarked
package dev.gatehouse.entitlement.objects;

import org.jspecify.annotations.NullMarked;
