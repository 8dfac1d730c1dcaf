package dev.gatehouse.expression;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelResolvedOverload;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function of the language: how it is called, what it takes and gives, and what it does.
 *
 * @param overloadId tells functions of one name apart
 * @param member whether it is called on its first argument, as in {@code ip.is4()}
 */
record Function(
    String name,
    String overloadId,
    boolean member,
    Parameter result,
    List<Parameter> parameters,
    Body body) {

  /** What a function does. */
  @FunctionalInterface
  interface Body {
    Object apply(Evaluation evaluation, Object[] arguments);
  }

  Function {
    parameters = List.copyOf(parameters);
  }

  static Function of(String name, Parameter result, Body body, Parameter... parameters) {
    List<Parameter> takes = List.of(parameters);
    String id =
        name.replace('.', '_')
            + takes.stream().map(each -> "_" + each.name()).collect(Collectors.joining());
    return new Function(name, id, false, result, takes, body);
  }

  static Function member(String name, Parameter result, Body body, Parameter... parameters) {
    Function made = of(name, result, body, parameters);
    return new Function(name, made.overloadId(), true, result, made.parameters(), body);
  }

  /** The same in place of one that the language brings along. */
  Function inPlaceOf(String standardOverloadId) {
    return new Function(name, standardOverloadId, member, result, parameters, body);
  }

  CelOverloadDecl declaration() {
    List<CelType> types = parameters.stream().map(Parameter::type).toList();
    return member
        ? CelOverloadDecl.newMemberOverload(overloadId, result.type(), types)
        : CelOverloadDecl.newGlobalOverload(overloadId, result.type(), types);
  }

  @SuppressWarnings("Immutable") // one evaluation has one thread
  CelResolvedOverload of(Evaluation evaluation) {
    return CelResolvedOverload.of(
        name,
        overloadId,
        arguments -> body.apply(evaluation, arguments),
        true,
        parameters.stream().<Class<?>>map(Parameter::javaType).toList());
  }

  boolean takes(Object[] arguments) {
    if (arguments.length != parameters.size()) {
      return false;
    }
    for (int i = 0; i < arguments.length; i++) {
      if (!parameters.get(i).javaType().isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }
}
