package dev.gatehouse.expression;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.gatehouse.core.expression.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All functions that the language has beyond those that it brings along. */
final class Functions {
  private static final List<Function> ALL =
      Stream.of(
              UserFunctions.ALL,
              DirectoryFunctions.ALL,
              RiskFunctions.ALL,
              TimeFunctions.ALL,
              AddressFunctions.ALL,
              TextFunctions.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, List<Function>> BY_NAME =
      ALL.stream().collect(groupingBy(Function::name, LinkedHashMap::new, toList()));

  private Functions() {}

  static Set<String> names() {
    return BY_NAME.keySet();
  }

  /** Functions of this name; none if there are none. */
  static List<Function> named(String name) {
    return BY_NAME.getOrDefault(name, List.of());
  }

  /** What a text for this purpose may call. Those in place of others are declared already. */
  static List<CelFunctionDecl> declared(Purpose purpose) {
    Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
    for (Function function : ALL) {
      boolean there = TextFunctions.STANDARD.contains(function);
      boolean allowed =
          purpose == Purpose.CONDITION || !UserFunctions.IN_CONDITIONS.contains(function);
      if (!there && allowed) {
        overloads
            .computeIfAbsent(function.name(), _ -> new ArrayList<>())
            .add(function.declaration());
      }
    }
    return overloads.entrySet().stream()
        .map(each -> CelFunctionDecl.newFunctionDeclaration(each.getKey(), each.getValue()))
        .toList();
  }
}
