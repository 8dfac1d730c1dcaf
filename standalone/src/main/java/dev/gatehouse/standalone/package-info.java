/** One command that runs all of Gatehouse on this machine, and shows it at work. */
@NullMarked
package dev.gatehouse.standalone;

import org.jspecify.annotations.NullMarked;
