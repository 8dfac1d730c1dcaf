/** What the REST services of Gatehouse share. */
@NullMarked
package dev.gatehouse.rest;

import org.jspecify.annotations.NullMarked;
