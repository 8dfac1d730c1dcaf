/** What all routes share. */
@NullMarked
package dev.gatehouse.api.web;

import org.jspecify.annotations.NullMarked;
