package dev.gatehouse.provisioning.attempt;

import dev.gatehouse.core.id.ConnectorId;
import org.jspecify.annotations.Nullable;

/**
 * An attempt whose time has come.
 *
 * @param unpublished the record of its end if only that is left to be sent; null if it has to be
 *     carried out
 */
public record DueAttempt(AttemptId id, ConnectorId connectorId, @Nullable Finished unpublished) {}
