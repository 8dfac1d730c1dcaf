package dev.gatehouse.core.form;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a number has to be like ({@code validate.Int64Rules}); null and empty for what is not asked.
 *
 * @param only the one number that is right
 * @param ignoreEmpty whether zero is right in any case
 */
public record WholeRules(
    @Nullable Long only,
    @Nullable Long lt,
    @Nullable Long lte,
    @Nullable Long gt,
    @Nullable Long gte,
    List<Long> in,
    List<Long> notIn,
    boolean ignoreEmpty) {
  public WholeRules {
    in = List.copyOf(in);
    notIn = List.copyOf(notIn);
  }
}
