/** Tests of the servers that the standalone and the other tests stand on. */
@org.jspecify.annotations.NullMarked
package dev.gatehouse.system.servers;
