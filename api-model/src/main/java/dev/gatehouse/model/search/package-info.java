/** What all searches have in common. */
@NullMarked
package dev.gatehouse.model.search;

import org.jspecify.annotations.NullMarked;
