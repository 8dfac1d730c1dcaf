/** Directories that speak LDAP: access is membership in a group. */
@NullMarked
package dev.gatehouse.provisioning.connectors.ldap;

import org.jspecify.annotations.NullMarked;
