/**
 * A real broker, MongoDB, schema registry and directory on this machine, for the standalone and for
 * tests.
 */
@NullMarked
package dev.gatehouse.servers;

import org.jspecify.annotations.NullMarked;
