/** Change events of the catalogue and the grants, and the commands that the grants give. */
@NullMarked
package dev.gatehouse.entitlement.events;

import org.jspecify.annotations.NullMarked;
