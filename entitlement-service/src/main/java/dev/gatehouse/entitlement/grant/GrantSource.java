package dev.gatehouse.entitlement.grant;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What justifies a grant: a task or an import, each once.
 *
 * @param until when this reason ends; null for never
 */
record GrantSource(String id, @Nullable Instant until) {}
