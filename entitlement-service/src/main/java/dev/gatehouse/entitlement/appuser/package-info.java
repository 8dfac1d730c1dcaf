/** App users: the accounts of people in apps. */
@NullMarked
package dev.gatehouse.entitlement.appuser;

import org.jspecify.annotations.NullMarked;
