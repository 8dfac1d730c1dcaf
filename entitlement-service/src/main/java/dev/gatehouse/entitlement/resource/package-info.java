/** Resources: the things in an app that access is given to. */
@NullMarked
package dev.gatehouse.entitlement.resource;

import org.jspecify.annotations.NullMarked;
