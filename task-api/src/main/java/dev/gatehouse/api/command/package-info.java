/** Turns a request into one command and waits for what comes of it. */
@NullMarked
package dev.gatehouse.api.command;

import org.jspecify.annotations.NullMarked;
