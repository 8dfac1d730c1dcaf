/** Resource types: the kinds of things in an app. */
@NullMarked
package dev.gatehouse.entitlement.resourcetype;

import org.jspecify.annotations.NullMarked;
