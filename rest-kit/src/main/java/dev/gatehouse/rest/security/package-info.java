/** Who calls: bearer tokens, their issuers, the person behind them, and credentials of services. */
@NullMarked
package dev.gatehouse.rest.security;

import org.jspecify.annotations.NullMarked;
