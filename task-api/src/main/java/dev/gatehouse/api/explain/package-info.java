/** Tells what policies make of requests, before and after they are made. */
@NullMarked
package dev.gatehouse.api.explain;

import org.jspecify.annotations.NullMarked;
