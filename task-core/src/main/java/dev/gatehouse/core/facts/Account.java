package dev.gatehouse.core.facts;

import dev.gatehouse.core.id.AppId;
import dev.gatehouse.core.id.AppUserId;
import dev.gatehouse.core.id.UserId;
import org.jspecify.annotations.Nullable;

/** An app user: an account in an app, and the person it belongs to where that is known. */
public record Account(
    AppId appId, AppUserId id, @Nullable UserId identity, String displayName, boolean deleted) {}
