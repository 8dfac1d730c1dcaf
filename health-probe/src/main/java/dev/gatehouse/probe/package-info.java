/** The health check inside the images. It needs nothing but the JDK. */
@NullMarked
package dev.gatehouse.probe;

import org.jspecify.annotations.NullMarked;
