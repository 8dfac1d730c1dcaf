/** Helps people who write expressions: flaws with their places, and values tried out. */
@NullMarked
package dev.gatehouse.entitlement.editor;

import org.jspecify.annotations.NullMarked;
