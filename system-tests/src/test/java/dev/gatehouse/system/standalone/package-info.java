/** Tests of the one command that runs everything. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.system.standalone;
