package dev.gatehouse.core.form;

import org.jspecify.annotations.Nullable;

/**
 * What a list has to be like ({@code validate.RepeatedRules}); null for what is not asked.
 *
 * @param items what each text of it has to be like
 * @param ignoreEmpty whether an empty list is right in any case
 */
public record ListRules(
    @Nullable Long minItems,
    @Nullable Long maxItems,
    boolean unique,
    @Nullable TextRules items,
    boolean ignoreEmpty) {}
