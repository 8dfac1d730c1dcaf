/** Forms that requests for an entitlement have to fill in. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.entitlement.requestschema;
