package dev.gatehouse.expression;

import dev.cel.runtime.CelFunctionResolver;
import dev.cel.runtime.CelResolvedOverload;
import java.util.Collection;
import java.util.Optional;

/** Gives the functions of the language to one evaluation, which they ask for what they need. */
@SuppressWarnings("ThreadSafe") // belongs to one evaluation, which has one thread
final class LateFunctions implements CelFunctionResolver {
  private final Evaluation evaluation;

  LateFunctions(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(
      String name, Collection<String> overloadIds, Object[] arguments) {
    return Functions.named(name).stream()
        .filter(function -> overloadIds.contains(function.overloadId()))
        .filter(function -> function.takes(arguments))
        .findFirst()
        .map(function -> function.of(evaluation));
  }

  /** Where the types of the arguments are known only now, those decide. */
  @Override
  public Optional<CelResolvedOverload> findOverloadMatchingArgs(String name, Object[] arguments) {
    return Functions.named(name).stream()
        .filter(function -> function.takes(arguments))
        .findFirst()
        .map(function -> function.of(evaluation));
  }
}
