/** The whole of Gatehouse in one process, by a seed, with everything that can go wrong. */
@NullMarked
package dev.gatehouse.system.simulation;

import org.jspecify.annotations.NullMarked;
