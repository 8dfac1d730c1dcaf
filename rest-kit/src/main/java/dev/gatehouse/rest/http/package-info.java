/** Bodies, answers and the log of requests. */
@NullMarked
package dev.gatehouse.rest.http;

import org.jspecify.annotations.NullMarked;
