/** The REST API on all four services. */
@NullMarked
package dev.gatehouse.system.api;

import org.jspecify.annotations.NullMarked;
