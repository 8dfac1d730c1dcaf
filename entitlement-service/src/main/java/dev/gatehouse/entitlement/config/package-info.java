/** Settings of the service and the beans that everything else builds on. */
@NullMarked
package dev.gatehouse.entitlement.config;

import org.jspecify.annotations.NullMarked;
