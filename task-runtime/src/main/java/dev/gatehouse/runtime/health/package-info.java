/** Whether what a service needs is there. */
@NullMarked
package dev.gatehouse.runtime.health;

import org.jspecify.annotations.NullMarked;
