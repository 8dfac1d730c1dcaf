package dev.gatehouse.expression;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.gatehouse.core.expression.Purpose;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The language: its types, variables and functions, and how a text becomes a program. */
final class Language {
  private static final int LONGEST_TEXT = 4_000;
  private static final int DEEPEST = 60;
  private static final int MOST_ERRORS = 10;
  private static final int MOST_ITERATIONS = 20_000;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(LONGEST_TEXT)
          .maxParseRecursionDepth(DEEPEST)
          .maxParseErrorRecoveryLimit(MOST_ERRORS)
          .comprehensionMaxIterations(MOST_ITERATIONS)
          .enableHeterogeneousNumericComparisons(true)
          .build();

  private static final CelRuntime RUNTIME = runtime();
  private static final Map<Purpose, CelCompiler> COMPILERS = compilers();

  private Language() {}

  static Compiled compile(Purpose purpose, String text) {
    CelValidationResult checked =
        Objects.requireNonNull(COMPILERS.get(purpose)).compile(text, "expression");
    if (checked.hasError()) {
      return new Compiled.Flawed(Flaws.of(text, checked));
    }
    try {
      CelAbstractSyntaxTree tree = checked.getAst();
      CelType type = tree.getResultType();
      if (!fits(purpose, type)) {
        return new Compiled.Flawed(
            List.of(Flaws.ofWhole(text, expected(purpose) + CelTypes.format(type) + ".")));
      }
      return new Compiled.Sound(RUNTIME.createProgram(tree), CelTypes.format(type));
    } catch (CelValidationException | CelEvaluationException e) {
      return new Compiled.Flawed(List.of(Flaws.ofWhole(text, "" + e.getMessage())));
    }
  }

  /** Whether this may come out; what is only known once it is there is checked then. */
  private static boolean fits(Purpose purpose, CelType type) {
    return switch (purpose) {
      case CONDITION -> type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN);
      case APPROVERS ->
          isUser(type)
              || (type instanceof ListType list
                  && (!list.hasElemType() || isUser(list.elemType())));
      case VALUE -> true;
    };
  }

  private static boolean isUser(CelType type) {
    return type.name().equals(Things.USER.name()) || type.equals(SimpleType.DYN);
  }

  private static String expected(Purpose purpose) {
    return switch (purpose) {
      case CONDITION -> "Expected true or false, but the expression gives ";
      case APPROVERS -> "Expected a user or a list of users, but the expression gives ";
      case VALUE -> "Expected a value, but the expression gives ";
    };
  }

  private static CelRuntime runtime() {
    return CelRuntimeFactory.plannerRuntimeBuilder()
        .setOptions(OPTIONS)
        .setTypeProvider(new Types())
        .setStandardFunctions(
            CelStandardFunctions.newBuilder()
                .excludeFunctions(StandardFunction.MATCHES, StandardFunction.CONTAINS)
                .build())
        .addLateBoundFunctions(Functions.names())
        .build();
  }

  private static Map<Purpose, CelCompiler> compilers() {
    Map<Purpose, CelCompiler> compilers = new EnumMap<>(Purpose.class);
    for (Purpose purpose : Purpose.values()) {
      CelCompilerBuilder builder =
          CelCompilerFactory.standardCelCompilerBuilder()
              .setOptions(OPTIONS)
              .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
              .setTypeProvider(new Types())
              .addFunctionDeclarations(Functions.declared(purpose));
      Variables.declared(purpose).forEach(builder::addVar);
      compilers.put(purpose, builder.build());
    }
    return compilers;
  }

  private static final class Types implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return Things.ALL.stream()
          .map(shape -> (CelType) shape.type())
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Things.ALL.stream()
          .filter(shape -> shape.name().equals(name))
          .map(shape -> (CelType) shape.type())
          .findFirst();
    }
  }
}
