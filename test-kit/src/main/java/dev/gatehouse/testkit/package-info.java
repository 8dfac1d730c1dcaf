/** Real servers, fixtures and stand-ins for tests. */
@NullMarked
package dev.gatehouse.testkit;

import org.jspecify.annotations.NullMarked;
