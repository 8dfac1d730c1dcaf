/** What all routes share: messages, pages, field masks, expanded objects. */
@NullMarked
package dev.gatehouse.entitlement.web;

import org.jspecify.annotations.NullMarked;
