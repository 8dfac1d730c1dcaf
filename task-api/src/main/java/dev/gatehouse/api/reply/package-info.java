/** The replies to this gateway's commands. */
@NullMarked
package dev.gatehouse.api.reply;

import org.jspecify.annotations.NullMarked;
