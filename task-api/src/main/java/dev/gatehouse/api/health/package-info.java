/** Whether the gateway can serve. */
@NullMarked
package dev.gatehouse.api.health;

import org.jspecify.annotations.NullMarked;
