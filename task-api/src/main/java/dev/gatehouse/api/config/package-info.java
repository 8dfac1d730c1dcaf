/** Settings, and what all of the gateway shares. */
@NullMarked
package dev.gatehouse.api.config;

import org.jspecify.annotations.NullMarked;
